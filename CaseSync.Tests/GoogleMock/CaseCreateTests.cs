using System.Text.Json;
using CaseSync.GoogleMock.CustomerCare;
using Microsoft.Extensions.Time.Testing;

namespace CaseSync.Tests.GoogleMock;

public sealed class CaseCreateTests(SharedMock shared) : IClassFixture<SharedMock>, IDisposable
{
    private const string Valid = """
        {"displayName":"Disk gone","description":"It is gone","priority":"P1",
        "classification":{"id":"100H41EKC1K6ASRFC5JJ"}}
        """;

    private readonly MockGoogle _google = new();

    public void Dispose() => _google.Dispose();

    [Fact]
    public async Task Create_RequiredFieldsOnly_AnswersCaseWithoutDefaultValues()
    {
        var answer = await _google.SendAsync("POST", MockGoogle.Cases, Valid, by: "ann@example.com");

        Assert.Equal(200, answer.Status);
        Assert.Matches("^projects/casesync-demo/cases/[1-9][0-9]{7}$", answer.Text("name"));
        Assert.Equal(
            $$"""
            {"name":"{{answer.Text("name")}}","displayName":"Disk gone","description":"It is gone",
            "classification":{"id":"100H41EKC1K6ASRFC5JJ",
            "displayName":"Technical Issue \u003E Compute \u003E Compute Engine"},
            "state":"NEW","createTime":"2026-03-01T12:00:00.000000Z","updateTime":"2026-03-01T12:00:00.000000Z",
            "creator":{"displayName":"Ann","email":"ann@example.com","username":"ann@example.com"},
            "languageCode":"en","priority":"P1"}
            """.ReplaceLineEndings(""),
            answer.Body.GetRawText());
    }

    [Fact]
    public void Create_InAnotherRun_GivesOtherNumbers()
    {
        var clock = new FakeTimeProvider(MockGoogle.Start);
        var first = NumbersOf(new SupportDesk(clock));
        clock.Advance(TimeSpan.FromMinutes(1));
        var second = NumbersOf(new SupportDesk(clock));
        Assert.Equal(6, first.Union(second).Count());
    }

    [Fact]
    public async Task Create_AllInputs_KeepsThem()
    {
        var answer = await _google.SendAsync("POST", MockGoogle.Cases, Valid[..^1] + """
            ,"timeZone":"Europe/Berlin","subscriberEmailAddresses":["a@x.test","b@x.test"],"languageCode":"ja",
            "contactEmail":"c@x.test","testCase":true,"creator":{"displayName":"Cy","email":"cy@x.test"}}
            """);

        Assert.Equal("Europe/Berlin", answer.Text("timeZone"));
        Assert.Equal(["a@x.test", "b@x.test"], answer.List("subscriberEmailAddresses").Select(one => one.GetString()));
        Assert.Equal("ja", answer.Text("languageCode"));
        Assert.Equal("c@x.test", answer.Text("contactEmail"));
        Assert.True(answer.Body.GetProperty("testCase").GetBoolean());
        Assert.Equal("cy@x.test", answer.Body.GetProperty("creator").GetProperty("email").GetString());
    }

    [Fact]
    public async Task Create_UnsupportedLanguage_BecomesEnglish()
    {
        var answer = await _google.SendAsync("POST", MockGoogle.Cases, Valid[..^1] + ""","languageCode":"de"}""");
        Assert.Equal("en", answer.Text("languageCode"));
    }

    [Theory]
    [InlineData("displayName")]
    [InlineData("description")]
    [InlineData("classification")]
    [InlineData("priority")]
    public async Task Create_WithoutRequiredField_IsRefused(string field)
    {
        var fields = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(Valid)!;
        Assert.True(fields.Remove(field));

        var answer = await shared.Google.SendAsync("POST", MockGoogle.Cases, JsonSerializer.Serialize(fields));

        answer.ShouldFail(400, "INVALID_ARGUMENT");
        Assert.Empty(shared.Google.Desk.All());
    }

    [Theory]
    [InlineData(""","name":"projects/casesync-demo/cases/1"}""")]
    [InlineData(""","state":"NEW"}""")]
    [InlineData(""","createTime":"2026-01-01T00:00:00Z"}""")]
    [InlineData(""","updateTime":"2026-01-01T00:00:00Z"}""")]
    [InlineData(""","escalated":true}""")]
    [InlineData(""","creator":{"displayName":"A","email":"a@x.test","username":"a"}}""")]
    [InlineData(""","creator":{"displayName":"A","email":"a@x.test","googleSupport":true}}""")]
    [InlineData(""","creator":{"displayName":"A"}}""")]
    [InlineData(""","creator":{"email":"a@x.test"}}""")]
    [InlineData(""","severity":"S1"}""")]
    [InlineData(""","display_title":"x"}""")]
    [InlineData(""","classification":{"id":"100H41EKC1K6ASRFC5JJ","label":"x"}}""")]
    [InlineData(""","displayName":"twice"}""")]
    [InlineData(""","testCase":"true"}""")]
    [InlineData(""","timeZone":7}""")]
    [InlineData(""","subscriberEmailAddresses":"a@x.test"}""")]
    [InlineData(""","subscriberEmailAddresses":[null]}""")]
    [InlineData(""",}""")]
    [InlineData("")]
    public async Task Create_BadExtraField_IsRefused(string tail)
    {
        var answer = await shared.Google.SendAsync("POST", MockGoogle.Cases, Valid[..^1] + tail);
        answer.ShouldFail(400, "INVALID_ARGUMENT");
        Assert.Empty(shared.Google.Desk.All());
    }

    [Theory]
    [InlineData("P5")]
    [InlineData("p1")]
    [InlineData("PRIORITY_UNSPECIFIED")]
    public async Task Create_PriorityThatIsNone_IsRefused(string priority) =>
        (await shared.Google.SendAsync("POST", MockGoogle.Cases, MockGoogle.NewCase(priority: priority)))
            .ShouldFail(400, "INVALID_ARGUMENT");

    [Fact]
    public async Task Create_UnknownClassification_IsRefused() =>
        (await shared.Google.SendAsync("POST", MockGoogle.Cases, Valid.Replace("5JJ", "5ZZ", StringComparison.Ordinal)))
            .ShouldFail(400, "INVALID_ARGUMENT");

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("displayName=x")]
    public async Task Create_NotAnObject_IsRefused(string body) =>
        (await shared.Google.SendAsync("POST", MockGoogle.Cases, body)).ShouldFail(400, "INVALID_ARGUMENT");

    [Fact]
    public async Task Create_BodyOverTenMegabytes_IsRefused() =>
        (await shared.Google.SendAsync(
            "POST", MockGoogle.Cases, MockGoogle.NewCase(title: new string('x', 10 * 1024 * 1024))))
            .ShouldFail(400, "INVALID_ARGUMENT");

    [Theory]
    [InlineData("folders/1")]
    [InlineData("organizations/acme")]
    [InlineData("projects/Upper")]
    public async Task Create_ParentOfAnotherForm_IsRefused(string parent) =>
        (await shared.Google.SendAsync("POST", $"/v2/{parent}/cases", Valid)).ShouldFail(400, "INVALID_ARGUMENT");

    [Fact]
    public async Task Caller_NoToken_IsTheConnector()
    {
        var answer = await _google.SendAsync("POST", MockGoogle.Cases, Valid);
        Assert.Equal("casesync@local.test", answer.Body.GetProperty("creator").GetProperty("email").GetString());
    }

    [Fact]
    public async Task Caller_OfGoogle_IsObfuscated()
    {
        var answer = await _google.SendAsync("POST", MockGoogle.Cases, Valid, by: "agent-7@google.com");
        Assert.Equal("""{"displayName":"Google Support","googleSupport":true}""",
            answer.Body.GetProperty("creator").GetRawText());
    }

    [Theory]
    [InlineData("ann", "ann@local.test")]
    [InlineData("ann-2", "ann-2@local.test")]
    [InlineData("a.b_c~d+e/f=", "a.b_c~d+e/f=@local.test")]
    [InlineData("ann-2@example.com", "ann-2@example.com")]
    public async Task Caller_NameOrAddress_IsWhoCalls(string token, string email)
    {
        var path = $"{MockGoogle.Cases}?access_token=";
        Assert.Equal(email, await EmailAsync(MockGoogle.Cases, by: token));
        Assert.Equal(email, await EmailAsync(path + Uri.EscapeDataString(token)));
        Assert.Equal(email, await EmailAsync($"{path}bob", by: token));

        async Task<string?> EmailAsync(string to, string? by = null) => (await _google.SendAsync("POST", to, Valid, by))
            .Body.GetProperty("creator").GetProperty("email").GetString();
    }

    [Theory]
    [InlineData("ann 2")]
    [InlineData("<ann>")]
    [InlineData("@example.com")]
    public async Task Caller_TokenNamesNobody_IsUnauthenticated(string token)
    {
        (await shared.Google.SendAsync("GET", MockGoogle.Cases, by: token)).ShouldFail(401, "UNAUTHENTICATED");
        (await shared.Google.SendAsync("GET", MockGoogle.Cases, by: new string('a', 101)))
            .ShouldFail(401, "UNAUTHENTICATED");
    }

    [Theory]
    [InlineData("ann@example.com", "Ann")]
    [InlineData("bob.de-smith@example.com", "Bob De Smith")]
    [InlineData("...@example.com", "...@example.com")]
    public void Actor_OfAnAddress_HasNiceName(string email, string name) =>
        Assert.Equal(name, Actor.Of(email).DisplayName);

    private static long[] NumbersOf(SupportDesk desk) => [.. Enumerable.Range(0, 3).Select(_ => desk.Open(
        new NewCase
        {
            Parent = CaseSync.GoogleMock.CustomerCare.Projects.PageProject,
            DisplayName = "a",
            Description = "b",
            Priority = CasePriority.P1,
            ClassificationId = Classification.Default.Id,
        },
        Actor.Of("ann@example.com")).Number)];
}
