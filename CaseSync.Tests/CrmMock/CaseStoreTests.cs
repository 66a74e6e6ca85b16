using CaseSync.CrmMock;
using CaseSync.CrmMock.Cases;
using Microsoft.Extensions.Options;

namespace CaseSync.Tests.CrmMock;

public sealed class CaseStoreTests
{
    private static readonly Person s_ann = Person.Support[0];

    [Fact]
    public async Task Changed_EachKindOfChange_IsAnnouncedOnce()
    {
        await using var crm = new CrmMockHost();
        var heard = new List<CaseChange>();
        crm.Store.Changed += heard.Add;

        var id = crm.Store.Open(new() { Summary = "x" }, s_ann).Id;
        crm.Store.Change(id, new() { Priority = 0 }, s_ann);
        crm.Store.Change(id, new() { Priority = 0 }, s_ann);
        crm.Store.AddComment(id, "x", Visibility.Public, s_ann);
        await crm.Store.AttachAsync(
            id, new("a", "text/plain", Visibility.Public), 0, Stream.Null, s_ann, CancellationToken.None);
        crm.Store.Close(id, s_ann);
        crm.Store.Close(id, s_ann);
        crm.Store.Change(id, new() { Reopen = true }, s_ann);

        Assert.Equal(
            [
                CaseChangeKind.Opened, CaseChangeKind.Edited, CaseChangeKind.Commented,
                CaseChangeKind.Attached, CaseChangeKind.Closed, CaseChangeKind.Reopened,
            ],
            heard.Select(change => change.Kind));
        Assert.All(heard, change => Assert.Equal((id, s_ann), (change.CaseId, change.By)));
    }

    [Fact]
    public async Task Store_ManyWritersAtOnce_KeepsEveryCommentWithItsOwnIdAndTime()
    {
        await using var crm = new CrmMockHost();
        var id = crm.Store.Open(new() { Summary = "x" }, s_ann).Id;

        Parallel.For(0, 500, i => crm.Store.AddComment(id, $"{i}", Visibility.Public, s_ann));

        var comments = crm.Store.Items<Comment>(id);
        Assert.Equal(500, comments.Select(comment => comment.Body).Distinct().Count());
        Assert.Equal(500, comments.Select(comment => comment.Id).Distinct().Count());
        Assert.Equal(comments.OrderBy(comment => comment.CreateTime), comments);
        Assert.Equal(comments[^1].CreateTime, crm.Store.Get(id).UpdateTime);
        Assert.Single(crm.Store.List(new(null, null, null), new(100, null)).Items);
    }

    [Fact]
    public async Task Newest_MoreThanAsked_ShowsTheLastOpenedFirst()
    {
        await using var crm = new CrmMockHost();
        string[] ids = [.. Enumerable.Range(0, 3).Select(_ => crm.Store.Open(new() { Summary = "x" }, s_ann).Id)];
        crm.Store.Change(ids[0], new() { Priority = 0 }, s_ann);

        var newest = crm.Store.Newest(2);

        Assert.Equal([ids[2], ids[1]], newest.Cases.Select(shown => shown.Id));
        Assert.Equal(3, newest.Total);
    }

    [Fact]
    public void Stop_Files_AreGone()
    {
        var files = new AttachmentFiles(Options.Create(new CrmMockOptions()));
        Assert.True(Directory.Exists(files.Folder));

        files.Dispose();

        Assert.False(Directory.Exists(files.Folder));
    }
}
