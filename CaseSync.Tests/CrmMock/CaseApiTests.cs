using System.Net;
using System.Text.Json.Nodes;

namespace CaseSync.Tests.CrmMock;

public sealed class CaseApiTests
{
    private const string OpenedAt = "2025-03-01T10:00:00.123Z";
    private const string MinuteLater = "2025-03-01T10:01:00.123Z";

    [Fact]
    public async Task Open_OnlySummary_TakesTheDefaults()
    {
        await using var crm = new CrmMockHost();

        var opened = await crm.SendAsync("POST", "/api/cases", """{"summary":"Printer on fire"}""", token: "ann");

        Assert.Equal(HttpStatusCode.Created, opened.Status);
        Assert.Equal($"/api/cases/{opened.Text("id")}", opened.Location);
        var expected = $$"""
            {
              "id": "{{opened.Text("id")}}", "summary": "Printer on fire", "description": "", "priority": 2,
              "status": "Open", "components": [], "synchronizeWithGoogleCloudSupport": false, "googleCaseName": null,
              "reporter": {"id": "ann", "displayName": "Ann"},
              "createTime": "{{OpenedAt}}", "updateTime": "{{OpenedAt}}"
            }
            """;
        AssertSame(JsonNode.Parse(expected), opened.Body);
        AssertSame(opened.Body, (await crm.GetAsync(opened.Location!)).Body);
    }

    [Fact]
    public async Task Open_EveryField_KeepsEveryField()
    {
        await using var crm = new CrmMockHost();
        const string Fields = """
            {"summary":"é <b>","description":"two\nlines","priority":0,"components":["Google Cloud"],
             "synchronizeWithGoogleCloudSupport":true,"googleCaseName":"projects/p/cases/1"}
            """;

        var opened = await crm.SendAsync("POST", "/api/cases", Fields);

        foreach (var (name, value) in JsonNode.Parse(Fields)!.AsObject())
        {
            AssertSame(value, opened.Body[name]);
        }
    }

    [Fact]
    public async Task Change_SomeFields_ChangesThemAndMovesTheUpdateTime()
    {
        await using var crm = new CrmMockHost();
        var id = await crm.OpenAsync(""","googleCaseName":"projects/p/cases/1","components":["a"]""");
        crm.Clock.Advance(TimeSpan.FromMinutes(1));

        var changed = await crm.SendAsync(
            "PATCH", $"/api/cases/{id}", """{"priority":4,"components":["b","c"],"googleCaseName":null}""");

        Assert.Equal(HttpStatusCode.OK, changed.Status);
        AssertSame(JsonNode.Parse("""["b","c"]"""), changed.Body["components"]);
        AssertSame(4, changed.Body["priority"]);
        Assert.Null(changed.Body["googleCaseName"]);
        Assert.Equal("Printer on fire", changed.Text("summary"));
        Assert.Equal(OpenedAt, changed.Text("createTime"));
        Assert.Equal(MinuteLater, changed.Text("updateTime"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"summary":"Printer on fire","priority":2,"components":["a"],"status":"Open"}""")]
    [InlineData("""{"googleCaseName":null}""")]
    [InlineData("""{"googleCaseName":""}""")]
    public async Task Change_NothingNew_LeavesTheUpdateTime(string json)
    {
        await using var crm = new CrmMockHost();
        var id = await crm.OpenAsync(""","components":["a"]""");
        crm.Clock.Advance(TimeSpan.FromMinutes(1));

        var changed = await crm.SendAsync("PATCH", $"/api/cases/{id}", json);

        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.Equal(OpenedAt, changed.Text("updateTime"));
    }

    [Fact]
    public async Task Change_OneWrongField_ChangesNone()
    {
        await using var crm = new CrmMockHost();
        var id = await crm.OpenAsync();

        var refused = await crm.SendAsync("PATCH", $"/api/cases/{id}", """{"summary":"New","priority":5}""");

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal("Printer on fire", (await crm.GetAsync($"/api/cases/{id}")).Text("summary"));
    }

    [Fact]
    public async Task Change_TwiceInOneMillisecond_MovesTheUpdateTimeTwice()
    {
        await using var crm = new CrmMockHost();
        var id = await crm.OpenAsync();

        await crm.SendAsync("PATCH", $"/api/cases/{id}", """{"priority":3}""");
        var changed = await crm.SendAsync("PATCH", $"/api/cases/{id}", """{"priority":4}""");

        Assert.Equal("2025-03-01T10:00:00.125Z", changed.Text("updateTime"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    public async Task Close_ThenAgain_IsClosedOnce(string? body)
    {
        await using var crm = new CrmMockHost();
        var id = await crm.OpenAsync();
        crm.Clock.Advance(TimeSpan.FromMinutes(1));

        var closed = await crm.SendAsync("POST", $"/api/cases/{id}:close", body);
        crm.Clock.Advance(TimeSpan.FromMinutes(1));
        var again = await crm.SendAsync("POST", $"/api/cases/{id}:close", body);

        Assert.Equal(HttpStatusCode.OK, closed.Status);
        Assert.Equal("Closed", closed.Text("status"));
        Assert.Equal(MinuteLater, closed.Text("updateTime"));
        Assert.Equal(HttpStatusCode.OK, again.Status);
        AssertSame(closed.Body, again.Body);
    }

    [Fact]
    public async Task Reopen_ClosedCase_IsOpen()
    {
        await using var crm = new CrmMockHost();
        var id = await crm.OpenAsync();
        await crm.SendAsync("POST", $"/api/cases/{id}:close");

        var reopened = await crm.SendAsync("PATCH", $"/api/cases/{id}", """{"status":"Open"}""");

        Assert.Equal("Open", reopened.Text("status"));
    }

    [Theory]
    [InlineData(null, "casesync", "CaseSync")]
    [InlineData("casesync", "casesync", "CaseSync")]
    [InlineData("ann", "ann", "Ann")]
    [InlineData("Carol", "carol", "Carol")]
    [InlineData("zoe@example.com", "zoe@example.com", "Zoe@example.com")]
    public async Task Me_Token_NamesTheCaller(string? token, string id, string displayName)
    {
        await using var crm = new CrmMockHost();

        var me = await crm.SendAsync("GET", "/api/me", token: token);

        AssertSame(new JsonObject { ["id"] = id, ["displayName"] = displayName }, me.Body);
    }

    [Theory]
    [InlineData("/api/me")]
    [InlineData("/api/cases")]
    [InlineData("/api/cases/{id}")]
    [InlineData("/api/cases/{id}/comments")]
    public async Task Head_WhatCanBeRead_IsAnswered(string path)
    {
        await using var crm = new CrmMockHost();
        using var request = new HttpRequestMessage(
            HttpMethod.Head, path.Replace("{id}", await crm.OpenAsync(), StringComparison.Ordinal));

        using var answer = await crm.CreateClient().SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Open_AfterARestart_GivesNoIdAgain()
    {
        await using var first = new CrmMockHost();
        var id = await first.OpenAsync();
        await using var second = new CrmMockHost();
        second.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.NotEqual(id, await second.OpenAsync());
    }

    private static void AssertSame(JsonNode? expected, JsonNode? actual) => Assert.True(
        JsonNode.DeepEquals(expected, actual),
        $"Expected {expected?.ToJsonString()}, got {actual?.ToJsonString()}");
}
