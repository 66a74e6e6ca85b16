using CaseSync.GoogleMock.CustomerCare;
using CaseSync.GoogleMock.Rest;

namespace CaseSync.Tests.GoogleMock;

public sealed class CaseQueryTests
{
    private static readonly DateTimeOffset s_updatedAt = new(2026, 3, 1, 12, 0, 0, 500, TimeSpan.Zero);

    private static readonly SupportCase s_case = new()
    {
        Number = 1,
        Parent = CaseSync.GoogleMock.CustomerCare.Projects.PageProject,
        DisplayName = "Disk gone",
        Description = "The \"data\" disk",
        Classification = Classification.Default,
        Priority = CasePriority.P1,
        Creator = Actor.Of("ann@example.com"),
        CreatedAt = s_updatedAt,
        UpdatedAt = s_updatedAt,
        Comments = [new CaseComment(
        1, "This case is now syncing with Company Case: 789", Actor.Of("agent@google.com"), s_updatedAt)],
    };

    [Theory]
    [InlineData("", true)]
    [InlineData("   ", true)]
    [InlineData("state=OPEN", true)]
    [InlineData("state = OPEN", true)]
    [InlineData("state=CLOSED", false)]
    [InlineData("priority=P1", true)]
    [InlineData("priority=P2", false)]
    [InlineData("priority=P0 OR priority=P1", true)]
    [InlineData("(priority=P0 OR priority=P2)", false)]
    [InlineData("state=OPEN AND (priority=P0 OR priority=P1)", true)]
    [InlineData("state=OPEN AND priority=P2", false)]
    [InlineData("creator.email=\"ANN@example.com\"", true)]
    [InlineData("creator.email=\"bob@example.com\"", false)]
    public void Filter_AnyKnownTerm_Matches(string text, bool matches)
    {
        Assert.Equal(matches, CaseQuery.ParseFilter(text)(s_case));
        Assert.Equal(matches, CaseQuery.ParseSearch(text)(s_case));
    }

    [Theory]
    [InlineData("\"disk gone\"", true)]
    [InlineData("\"syncing with Company Case: 789\"", true)]
    [InlineData("\"Company Case: 78\"", true)]
    [InlineData("\"gone disk\"", false)]
    [InlineData("\"the \\\"data\\\" disk\"", true)]
    [InlineData("\"disk\" AND state=CLOSED", false)]
    [InlineData("update_time>\"2026-03-01T12:00:00+00:00\"", true)]
    [InlineData("update_time>\"2026-03-01T12:00:00.5+00:00\"", false)]
    [InlineData("update_time>\"2026-03-01T12:00:00.499999999Z\"", true)]
    [InlineData("update_time > \"2026-03-01T07:00:00-05:00\"", true)]
    [InlineData("update_time>\"2026-03-01T07:00:01-05:00\"", false)]
    [InlineData("state=OPEN AND update_time>\"2026-03-01T13:00:00+02:00\" AND \"disk\"", true)]
    public void Search_TextAndUpdateTime_Match(string text, bool matches) =>
        Assert.Equal(matches, CaseQuery.ParseSearch(text)(s_case));

    [Theory]
    [InlineData("\"disk\"")]
    [InlineData("update_time>\"2026-03-01T12:00:00Z\"")]
    public void Filter_TermsOfTheSearch_AreRefused(string text) =>
        Assert.Equal("INVALID_ARGUMENT", Assert.Throws<GoogleApiException>(() => CaseQuery.ParseFilter(text)).Status);

    [Theory]
    [InlineData("disk")]
    [InlineData("state")]
    [InlineData("state=")]
    [InlineData("state=NEW")]
    [InlineData("state=open")]
    [InlineData("state!=OPEN")]
    [InlineData("state:OPEN")]
    [InlineData("priority=P5")]
    [InlineData("priority>P1")]
    [InlineData("creator.email=ann@example.com")]
    [InlineData("creator=\"ann@example.com\"")]
    [InlineData("project=\"projects/x\"")]
    [InlineData("create_time>\"2026-03-01T12:00:00Z\"")]
    [InlineData("updateTime>\"2026-03-01T12:00:00Z\"")]
    [InlineData("update_time>=\"2026-03-01T12:00:00Z\"")]
    [InlineData("update_time<\"2026-03-01T12:00:00Z\"")]
    [InlineData("update_time=\"2026-03-01T12:00:00Z\"")]
    [InlineData("update_time>2026-03-01T12:00:00Z")]
    [InlineData("update_time>\"2026-03-01T12:00:00\"")]
    [InlineData("update_time>\"2026-03-01T12:00:00 00:00\"")]
    [InlineData("update_time>\"2026-03-01\"")]
    [InlineData("update_time>\"yesterday\"")]
    [InlineData("state=OPEN priority=P1")]
    [InlineData("state=OPEN and priority=P1")]
    [InlineData("state=OPEN AND")]
    [InlineData("AND state=OPEN")]
    [InlineData("state=OPEN OR state=CLOSED")]
    [InlineData("priority=P1 OR state=OPEN")]
    [InlineData("(state=OPEN)")]
    [InlineData("(priority=P1")]
    [InlineData("priority=P1)")]
    [InlineData("()")]
    [InlineData("NOT state=OPEN")]
    [InlineData("-state=OPEN")]
    [InlineData("\"disk")]
    [InlineData("\"disk\" OR \"gone\"")]
    public void Search_NotInTheGrammar_IsRefused(string text) =>
        Assert.Equal("INVALID_ARGUMENT", Assert.Throws<GoogleApiException>(() => CaseQuery.ParseSearch(text)).Status);

    [Fact]
    public async Task Search_PlusThatIsNotEncoded_IsRefused()
    {
        using var google = new MockGoogle();
        (await google.SendAsync("GET", $"{MockGoogle.Cases}:search?query=update_time>\"2026-03-01T12:00:00+00:00\""))
            .ShouldFail(400, "INVALID_ARGUMENT");
        Assert.Equal(200, (await google.SendAsync(
            "GET", $"{MockGoogle.Cases}:search?query=update_time%3E%222026-03-01T12:00:00%2B00:00%22")).Status);
    }
}
