using CaseSync.GoogleMock.CustomerCare;
using CaseSync.GoogleMock.Rest;

namespace CaseSync.Tests.GoogleMock;

public sealed class CaseChangeTests(SharedMock shared) : IClassFixture<SharedMock>, IDisposable
{
    private readonly MockGoogle _google = new();

    public void Dispose() => _google.Dispose();

    [Theory]
    [InlineData("priority")]
    [InlineData("display_name,priority")]
    [InlineData("displayName,priority")]
    public async Task Patch_Masked_ChangesNamedFieldsOnly(string mask)
    {
        var name = await _google.OpenCaseAsync();
        await _google.SendAsync("PATCH", $"/v2/{name}?updateMask=subscriberEmailAddresses",
            """{"subscriberEmailAddresses":["a@x.test"]}""");
        _google.Clock.Advance(TimeSpan.FromSeconds(1));

        var answer = await _google.SendAsync(
            "PATCH", $"/v2/{name}?updateMask={mask}",
            """{"priority":"P0","displayName":"New","description":"ignored"}""");

        Assert.Equal("P0", answer.Text("priority"));
        Assert.Equal(mask == "priority" ? "Disk gone" : "New", answer.Text("displayName"));
        Assert.Equal("It is gone", answer.Text("description"));
        Assert.Single(answer.List("subscriberEmailAddresses"));
        Assert.Equal("2026-03-01T12:00:01.000000Z", answer.Text("updateTime"));
        Assert.Equal("2026-03-01T12:00:00.000000Z", answer.Text("createTime"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?updateMask=")]
    public async Task Patch_EmptyMask_UpdatesAllThreeFields(string query)
    {
        var name = await _google.OpenCaseAsync();
        await _google.SendAsync("PATCH", $"/v2/{name}?updateMask=subscriber_email_addresses",
            """{"subscriberEmailAddresses":["a@x.test"]}""");

        var answer = await _google.SendAsync("PATCH", $"/v2/{name}{query}", """{"priority":"P3"}""");

        Assert.Equal("P3", answer.Text("priority"));
        Assert.Null(answer.Find("displayName"));
        Assert.Null(answer.Find("subscriberEmailAddresses"));
    }

    [Theory]
    [InlineData("?updateMask=description", "{}")]
    [InlineData("?updateMask=state", "{}")]
    [InlineData("?updateMask=classification", "{}")]
    [InlineData("?updateMask=*", "{}")]
    [InlineData("?updateMask=priority,", """{"priority":"P1"}""")]
    [InlineData("?updateMask=priority", "{}")]
    [InlineData("?updateMask=priority", """{"priority":"P9"}""")]
    [InlineData("?updateMask=display_name", """{"priority":"P9"}""")]
    [InlineData("?updateMask=priority", """{"priority":"P1","state":"CLOSED"}""")]
    [InlineData("?updateMask=priority", """{"priority":"P1","name":"projects/casesync-demo/cases/1"}""")]
    [InlineData("?updateMask=priority", """{"priority":"P1","updateTime":"2026-01-01T00:00:00Z"}""")]
    [InlineData("?updateMask=priority&validateOnly=true", """{"priority":"P1"}""")]
    [InlineData("?updateMask=priority&updateMask=display_name", """{"priority":"P1"}""")]
    public async Task Patch_NotAllowed_IsRefusedAndChangesNothing(string query, string body)
    {
        var name = await shared.Google.OpenCaseAsync();
        shared.Google.Clock.Advance(TimeSpan.FromSeconds(1));

        (await shared.Google.SendAsync("PATCH", $"/v2/{name}{query}", body)).ShouldFail(400, "INVALID_ARGUMENT");

        Assert.Equal(shared.Google.Case(name).CreatedAt, shared.Google.Case(name).UpdatedAt);
    }

    [Fact]
    public async Task Patch_ClosedCase_FailsPrecondition()
    {
        var name = await ClosedCaseAsync(_google);
        (await _google.SendAsync("PATCH", $"/v2/{name}?updateMask=priority", """{"priority":"P0"}"""))
            .ShouldFail(400, "FAILED_PRECONDITION");
    }

    [Fact]
    public async Task Close_OpenCase_ClosesItAndMovesUpdateTime()
    {
        var name = await _google.OpenCaseAsync();
        _google.Clock.Advance(TimeSpan.FromSeconds(2));

        var answer = await _google.SendAsync("POST", $"/v2/{name}:close", "{}");

        Assert.Equal("CLOSED", answer.Text("state"));
        Assert.Equal("2026-03-01T12:00:02.000000Z", answer.Text("updateTime"));
    }

    [Fact]
    public async Task Close_ClosedCase_FailsPrecondition()
    {
        var name = await ClosedCaseAsync(_google);
        (await _google.SendAsync("POST", $"/v2/{name}:close", "{}")).ShouldFail(400, "FAILED_PRECONDITION");
    }

    [Fact]
    public async Task Close_UnknownField_IsRefused()
    {
        var name = await shared.Google.OpenCaseAsync();
        (await shared.Google.SendAsync("POST", $"/v2/{name}:close", """{"reason":"x"}"""))
            .ShouldFail(400, "INVALID_ARGUMENT");
    }

    [Fact]
    public async Task Reopen_OverTheApi_DoesNotExist()
    {
        var name = await ClosedCaseAsync(_google);
        (await _google.SendAsync("POST", $"/v2/{name}:reopen", "{}")).ShouldFail(404, "NOT_FOUND");
    }

    [Fact]
    public async Task Patch_Escalated_IsRefusedAndNamesTheMethodThatDoesIt()
    {
        var name = await shared.Google.OpenCaseAsync();
        var answer = await shared.Google.SendAsync(
            "PATCH", $"/v2/{name}?updateMask=priority", """{"priority":"P1","escalated":true}""");
        answer.ShouldFail(400, "INVALID_ARGUMENT");
        Assert.Contains(":escalate", answer.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Escalate_WithReason_MarksTheCase()
    {
        var name = await _google.OpenCaseAsync();
        var answer = await _google.SendAsync(
            "POST", $"/v2/{name}:escalate", Escalation("BUSINESS_IMPACT", "All is down"));
        Assert.True(answer.Body.GetProperty("escalated").GetBoolean());
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"escalation":{"reason":"BUSINESS_IMPACT"}}""")]
    [InlineData("""{"escalation":{"justification":"x"}}""")]
    [InlineData("""{"escalation":{"reason":"REASON_UNSPECIFIED","justification":"x"}}""")]
    [InlineData("""{"escalation":{"reason":"BOREDOM","justification":"x"}}""")]
    [InlineData("""{"reason":"BUSINESS_IMPACT","justification":"x"}""")]
    public async Task Escalate_Incomplete_IsRefused(string body)
    {
        var name = await shared.Google.OpenCaseAsync();
        (await shared.Google.SendAsync("POST", $"/v2/{name}:escalate", body)).ShouldFail(400, "INVALID_ARGUMENT");
    }

    [Fact]
    public async Task Escalate_ClosedCase_FailsPrecondition()
    {
        var name = await ClosedCaseAsync(_google);
        (await _google.SendAsync("POST", $"/v2/{name}:escalate", Escalation("RESOLUTION_TIME", "x")))
            .ShouldFail(400, "FAILED_PRECONDITION");
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("PATCH", "")]
    [InlineData("POST", ":close")]
    [InlineData("POST", ":escalate")]
    [InlineData("GET", "/comments")]
    [InlineData("POST", "/comments")]
    [InlineData("GET", "/attachments")]
    public async Task AnyMethod_UnknownCase_IsNotFound(string method, string tail)
    {
        foreach (var number in (string[])["40000000", "+1", "abc", "9999999999999999999999"])
        {
            (await shared.Google.SendAsync(method, $"{MockGoogle.Cases}/{number}{tail}", method == "GET" ? null : "{}"))
                .ShouldFail(404, "NOT_FOUND");
        }
    }

    [Theory]
    [InlineData("DELETE", "")]
    [InlineData("PUT", "")]
    [InlineData("POST", "")]
    [InlineData("PUT", "/comments")]
    [InlineData("DELETE", "/comments/1")]
    [InlineData("GET", "/comments/1")]
    [InlineData("GET", ":close")]
    [InlineData("POST", ":search")]
    [InlineData("GET", "/nothing")]
    public async Task AnyPath_WrongMethodOrUnknown_IsNotFound(string method, string tail)
    {
        var name = await shared.Google.OpenCaseAsync();
        (await shared.Google.SendAsync(method, $"/v2/{name}{tail}")).ShouldFail(404, "NOT_FOUND");
    }

    [Theory]
    [InlineData("view=FULL", 400)]
    [InlineData("alt=xml", 400)]
    [InlineData("alt=proto", 400)]
    [InlineData("callback=show", 400)]
    [InlineData("Fields=name", 400)]
    [InlineData("alt=json&prettyPrint=false&key=k&quotaUser=q&$.xgafv=2", 200)]
    [InlineData("fields=name&uploadType=media&upload_protocol=raw&access_token=ann&oauth_token=ann&callback=", 200)]
    public async Task Get_QueryParameter_IsCheckedAgainstTheDiscoveryDocument(string query, int status)
    {
        var name = await shared.Google.OpenCaseAsync();
        Assert.Equal(status, (await shared.Google.SendAsync("GET", $"/v2/{name}?{query}")).Status);
    }

    [Fact]
    public void Reopen_OnThePage_OpensAClosedCaseOnly()
    {
        var opened = _google.Desk.Open(new NewCase
        {
            Parent = CaseSync.GoogleMock.CustomerCare.Projects.PageProject,
            DisplayName = "a",
            Description = "b",
            Priority = CasePriority.P1,
            ClassificationId = Classification.Default.Id,
        }, Actor.Of("ann@example.com"));
        Assert.Throws<GoogleApiException>(() => _google.Desk.Reopen(opened.Number));
        _google.Desk.Close(opened.Number);
        Assert.Equal(CaseState.InProgressGoogleSupport, _google.Desk.Reopen(opened.Number).State);
    }

    private static string Escalation(string reason, string why) =>
        $$$"""{"escalation":{"reason":"{{{reason}}}","justification":"{{{why}}}"}}""";

    private static async Task<string> ClosedCaseAsync(MockGoogle google)
    {
        var name = await google.OpenCaseAsync();
        await google.SendAsync("POST", $"/v2/{name}:close", "{}");
        return name;
    }
}
