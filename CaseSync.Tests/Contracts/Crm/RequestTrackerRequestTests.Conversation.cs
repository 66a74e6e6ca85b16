using System.Net;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Tests.RemoteCalls;

namespace CaseSync.Tests.Contracts.Crm;

public sealed partial class RequestTrackerRequestTests
{
    [Fact]
    public async Task Comments_OfAPage_CostTwoRequests()
    {
        var system = new ScriptedSystem(
            ScriptedSystem.Json("""
                {"items":[{"id":"9","Type":"Correspond","Created":"2026-11-24T10:00:02Z","Creator":{"id":"ann"},
                "type":"transaction"},
                {"id":"8","Type":"Comment","Created":"2026-11-24T10:00:01Z","Creator":{"id":"bob","RealName":"Bob B."},
                "type":"transaction"},
                {"id":"7","Type":"Create","Created":"2026-11-24T10:00:00Z","Creator":{"id":"ann"},
                "type":"transaction"}]}
                """),
            ScriptedSystem.Json("""
                {"items":[{"id":"30","TransactionId":"8","ContentType":"text/plain","Content":"Between us."},
                {"id":"31","TransactionId":"9","ContentType":"text/plain","Content":"In both forms."},
                {"id":"32","TransactionId":"9","ContentType":"text/html","Content":"<p>In both</p>"}]}
                """));
        var read = await Crm(system).ReadCommentsAsync(s_ticket, Cancel).ToListAsync(Cancel);
        Assert.Equal(
            [("9", "In both forms.", "ann", true), ("8", "Between us.", "Bob B.", false)],
            read.Select(one => (one.Id, one.Body, one.Author.DisplayName!, one.IsPublic)));
        Assert.Equal(2, system.Requests.Count);
    }

    [Theory]
    [InlineData("""{"items":[]}""", RemoteFailure.Denied)] // Fifty comments that we may not see.
    [InlineData("""{"items":[{"id":"9","Type":"Note"}]}""", RemoteFailure.Unavailable)] // The same page, for ever.
    [InlineData("""{"count":0}""", RemoteFailure.Unavailable)]
    public async Task Comments_WhoseListDoesNotReachTheCreation_AreAFailure(string page, RemoteFailure failure)
    {
        var system = new ScriptedSystem(sent => ScriptedSystem.Json(sent.Method == "POST" ? """{"items":[]}""" : page));
        var e = await Assert.ThrowsAsync<RemoteCallException>(() => system.RunAsync(
            Crm(system).ReadAttachmentsAsync(s_ticket, Cancel).ToListAsync(Cancel).AsTask()));
        Assert.Equal(failure, e.Failure);
    }

    [Theory]
    [InlineData("[A|text/plain][B|text/html]", "A")]
    [InlineData("[ |text/plain][<p>B</p>|text/html]", "B")]
    [InlineData("[<p>B</p>|text/html][C|text/plain]", "B\n\nC")]
    [InlineData("[A|text/plain][C|text/plain]", "A\n\nC")]
    [InlineData("[A|text/plain][B|text/html][C|text/plain][D|text/html]", "A\n\nC")]
    public async Task Comment_OfAMail_IsAllThatWasWrittenOnce(string parts, string body)
    {
        var items = parts.Trim('[', ']').Split("][").Select(part => part.Split('|')).Select((part, i) =>
            $$"""{"id":"{{i + 1}}","TransactionId":"9","ContentType":"{{part[1]}}","Content":"{{part[0]}}"}""");
        var system = new ScriptedSystem(
            ScriptedSystem.Json("""
                {"items":[{"id":"9","Type":"Correspond","Created":"2026-11-24T10:00:02Z"},{"id":"7","Type":"Create"}]}
                """),
            ScriptedSystem.Json($$"""{"items":[{{string.Join(',', items)}}]}"""));
        Assert.Equal(body, (await Crm(system).ReadCommentsAsync(s_ticket, Cancel).SingleAsync(Cancel)).Body);
    }

    [Fact]
    public async Task Files_WithoutAName_AreListedUnderOneThatIsMadeUp()
    {
        var system = new ScriptedSystem(
            ScriptedSystem.Json("""{"items":[{"id":"7","Type":"Create","Created":"2026-11-24T10:00:00Z"}]}"""),
            ScriptedSystem.Json("""
                {"items":[{"id":"1","TransactionId":"7","ContentType":"multipart/mixed","ContentLength":"0"},
                {"id":"2","TransactionId":"7","ContentType":"text/plain","ContentLength":"5"},
                {"id":"3","TransactionId":"7","ContentType":"image/png","ContentLength":"70","Filename":""},
                {"id":"4","TransactionId":"7","ContentType":"text/plain","ContentLength":"9","Filename":"log.txt"},
                {"id":"5","TransactionId":"7","ContentType":"application/octet-stream","ContentLength":"0"}]}
                """));
        var files = await Crm(system).ReadAttachmentsAsync(s_ticket, Cancel).ToListAsync(Cancel);
        Assert.Equal([("part-3", 70L), ("log.txt", 9L)], files.Select(file => (file.FileName, file.SizeBytes)));
    }

    [Theory]
    [InlineData("Permission Denied", RemoteFailure.Denied)]
    [InlineData("Message could not be recorded", RemoteFailure.Unavailable)]
    public async Task Comment_ThatRtDoesNotRecord_IsNotTheCommentsFault(string said, RemoteFailure failure)
    {
        var system = new ScriptedSystem(sent => sent.Method == "POST"
            ? ScriptedSystem.Json($$"""{"message":"{{said}}"}""", HttpStatusCode.BadRequest)
            : ScriptedSystem.Json("""{"id":4,"Status":"open"}"""));
        var e = await Assert.ThrowsAsync<RemoteCallException>(() => Crm(system).AddCommentAsync(s_ticket, "x", Cancel));
        Assert.Equal((failure, false), (e.Failure, e.MayHaveTakenEffect));
    }

    [Fact]
    public async Task File_WhoseAnswerBreaksOff_IsAFailureAndNoShortFile()
    {
        var system = new ScriptedSystem(ScriptedSystem.Json("""{"id":12,"Content":"AAFi"""));
        var file = new Attachment("12", "a.bin", null, 40, Author.Unknown, ScriptedSystem.Start);
        await using var down = await Crm(system).OpenAttachmentAsync(s_ticket, file, Cancel);
        using var copy = new MemoryStream();
        var e = await Assert.ThrowsAsync<RemoteCallException>(() => down.CopyToAsync(copy, Cancel));
        Assert.Equal(RemoteFailure.Unavailable, e.Failure);
    }
}
