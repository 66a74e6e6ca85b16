using CaseSync.Core.Cases;

namespace CaseSync.Tests.Chaos;

/// <summary>The rules of a chaos run can fail: each row breaks one of them in a pair that is well otherwise.</summary>
public sealed class RulesTests
{
    private const string Title = "c1";
    private const string Unexpected = "nothing is echoed, nothing unexpected";
    private const string WhoseAndWhen = "a mirror names whose it is, and when if late";
    private const string OneNotice = "one notice an outage, one resumption after it";
    private const string Two = "[Google Comment 3 by Ann] two";
    private const string Late = "This case has not synced properly in 2 minutes.";
    private const string Resumed = "Syncing has resumed.";

    private static readonly DateTimeOffset s_noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    private static readonly SeenCase s_google = new()
    {
        Side = Side.Google,
        Id = "501",
        Title = Title,
        Description = "broken",
        Priority = 2,
        GoogleNumber = "501",
        Comments = [Person("1", "(1/2) one", 1), Ours("2", "This case is now syncing with Company Case: 7", 2),
            Person("3", "two", 3), Ours("4", "[Company Comment 12 by Ann] hello", 4)],
        Files = [new("5", "log.txt", "f5", IsOurs: false, IsPublic: true)],
    };

    private static readonly SeenCase s_company = new()
    {
        Side = Side.Company,
        Id = "7",
        Title = Title,
        Description = "CONTENT MIRRORED FROM GOOGLE SUPPORT:\nbroken",
        Priority = 2,
        IsOurs = true,
        GoogleNumber = "501",
        Comments = [Ours("10", "[Google Comment 1 by Ann] (1/2) one", 1), Ours("11", Two, 3),
            Person("12", "hello", 4), Person("13", "SECRET", 5) with { IsPublic = false }],
        Files = [new("14", "log.txt", "f5", IsOurs: true, IsPublic: true)],
    };

    [Fact]
    public void Pair_AllIsWell_BreaksNothing() => Assert.Empty(Check(s_google, s_company));

    [Fact]
    public void Case_WithoutAMirror_IsLost() => AssertBreaks("no case lost", Rules.Check(new([s_google], [])));

    [Fact]
    public void Case_WithTwoMirrors_IsThereTwice() =>
        AssertBreaks("no case twice", Rules.Check(new([s_google], [s_company, s_company with { Id = "8" }])));

    [Fact]
    public void Case_OfOursWithoutAnOriginal_IsUnexpected() =>
        AssertBreaks("no unexpected case", Rules.Check(new([], [s_company])));

    [Fact]
    public void Case_WithASecretAtGoogle_BreaksTheRule() => AssertBreaks(
        "nothing internal crosses",
        Check(
            s_google with { Description = "SECRET" },
            s_company with { Description = $"{s_company.Description[..^6]}SECRET" }));

    [Theory]
    [InlineData("no comment lost")]
    [InlineData("no comment twice", Two, Two)]
    [InlineData("no comment twice", Two, "[Google Comment 3 by Ann] (written 2026-01-05 12:03:00 UTC) two")]
    [InlineData("a comment is mirrored whole", "[Google Comment 3 by Ann] tw")]
    [InlineData(WhoseAndWhen, "[Google Comment 3 by Bob] two")]
    [InlineData(WhoseAndWhen, "[Google Comment 3 by Ann] (written 2026-01-05 12:04:00 UTC) two")]
    [InlineData(Unexpected, Two, "[Google Comment 4 by CaseSync] hello")]
    [InlineData(Unexpected, Two, "[Google Comment 99 by Ann] ghost")]
    [InlineData("no unexpected comment", Two, "[CaseSync: comment 3 not copied] Why?")]
    [InlineData(OneNotice, Two, Late, Late)]
    [InlineData(OneNotice, Two, Resumed)]
    [InlineData("whoever was told of an outage is told of its end", Two, Late)]
    public void Comments_OfOurs_BreakTheRule(string rule, params string[] mirrors)
    {
        var ours = mirrors.Select((body, place) => Ours($"{20 + place}", body, 6 + place));

        var comments = s_company.Comments.Where(comment => comment.Body != Two).Concat(ours);
        AssertBreaks(rule, Check(s_google, s_company with { Comments = [.. comments] }));
    }

    [Fact]
    public void Comments_InAnotherOrder_AreOutOfOrderUnlessTheyTellTheirTime()
    {
        var (first, second, rest) = (s_company.Comments[0], s_company.Comments[1], s_company.Comments.Skip(2));
        var late = first with { Body = "[Google Comment 1 by Ann] (written 2026-01-05 12:01:00 UTC) (1/2) one" };

        AssertBreaks("comments stay in order", Check(s_google, s_company with { Comments = [second, first, .. rest] }));
        Assert.Empty(Check(s_google, s_company with { Comments = [second, late, .. rest] }));
    }

    [Theory]
    [InlineData("nothing internal crosses", "[Company Comment 13 by Ann] SECRET")]
    [InlineData("a pair is announced once", "This case is now syncing with Company Case: 7")]
    public void Comments_OfOursAtGoogle_BreakTheRule(string rule, string body) =>
        AssertBreaks(rule, Check(s_google with { Comments = [.. s_google.Comments, Ours("30", body, 9)] }, s_company));

    [Fact]
    public void Comment_InParts_IsWholeWithAllOfThem()
    {
        var lines = string.Join('\n', Enumerable.Repeat(new string('x', 99), 150));
        var google = s_google with { Comments = [.. s_google.Comments, Person("6", lines, 6)] };
        SeenCase With(params string[] parts) => s_company with
        {
            Comments = [.. s_company.Comments, .. parts.Select((part, place) =>
                Ours($"{40 + place}", $"[Google Comment 6 by Ann] {part}", 7))],
        };
        var (one, two) = ($"(1/2) {lines[..9_999]}", $"(2/2) {lines[10_000..]}");

        Assert.Empty(Check(google, With(one, two)));
        AssertBreaks("a comment is mirrored whole", Check(google, With(one)));
        AssertBreaks("no comment twice", Check(google, With(one, two, two)));
    }

    [Fact]
    public void Files_LostDoubledOrUnexpected_BreakTheRule()
    {
        var copy = s_company.Files[0];
        AssertBreaks("no file lost", Check(s_google, s_company with { Files = [] }));
        AssertBreaks("no file twice", Check(s_google, s_company with { Files = [copy, copy] }));
        AssertBreaks(
            "no unexpected file", Check(s_google, s_company with { Files = [copy, copy with { Content = "f6" }] }));
        AssertBreaks("a file keeps its name", Check(s_google, s_company with { Files = [copy with { Name = "x" }] }));
    }

    [Fact]
    public void Sides_Unlike_BreakTheRule()
    {
        AssertBreaks("priorities agree", Check(s_google, s_company with { Priority = 1 }));
        AssertBreaks("states agree", Check(s_google with { IsClosed = true }, s_company));
        AssertBreaks("the CRM case names its Google case", Check(s_google, s_company with { GoogleNumber = "5" }));
        AssertBreaks("a mirror has its original's description", Check(s_google with { Description = "" }, s_company));
    }

    [Theory]
    [InlineData(true, Late, Late, Resumed)] // Told again.
    [InlineData(true, Late, Resumed)] // Found.
    [InlineData(true, Late)] // Over, when the new store looked.
    [InlineData(false, Late, Resumed, Resumed)]
    [InlineData(false, Late, Late, Late)]
    public void Outages_StoreLostAfterTheFirstNotice_MayBeToldAgain(bool isWell, params string[] notices)
    {
        var told = notices.Select((body, place) => Ours($"{50 + place}", body, 6 + (2 * place)));
        var company = s_company with { Comments = [.. s_company.Comments, .. told] };

        var breaches = Rules.Check(new([s_google], [company]) { WipedAt = s_noon.AddMinutes(7) });

        Assert.Equal(isWell, breaches.Count == 0);
    }

    private static IReadOnlyList<Breach> Check(SeenCase google, SeenCase company) =>
        Rules.Check(new([google], [company]));

    private static void AssertBreaks(string rule, IReadOnlyList<Breach> breaches) =>
        Assert.Equal([rule], breaches.Select(breach => breach.Rule).Distinct());

    private static SeenComment Person(string id, string body, int minute) =>
        new(id, "Ann", IsOurs: false, IsPublic: true, s_noon.AddMinutes(minute), body);

    private static SeenComment Ours(string id, string body, int minute) =>
        new(id, "CaseSync", IsOurs: true, IsPublic: true, s_noon.AddMinutes(minute), body);
}
