using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace CaseSync.Tests.CrmMock;

public sealed class ProblemTests
{
    public static TheoryData<string, string, string?, int, string> Refusals => new()
    {
        { "GET", "/api/cases?updatedafter=2025-01-01T00:00:00Z", null, 400, "updatedafter" },
        { "GET", "/api/cases?pageSize=0", null, 400, "1 to 100" },
        { "GET", "/api/cases?pageSize=101", null, 400, "101" },
        { "GET", "/api/cases?pageSize=-1", null, 400, "-1" },
        { "GET", "/api/cases?pageSize=ten", null, 400, "ten" },
        { "GET", "/api/cases?pageSize=1&pageSize=2", null, 400, "2 times" },
        { "GET", "/api/cases?pageToken=&pageToken=", null, 400, "2 times" },
        { "GET", "/api/cases?googleSync=True", null, 400, "true or false" },
        { "GET", "/api/cases?updatedAfter=2025-01-01", null, 400, "RFC 3339" },
        { "GET", "/api/cases?updatedAfter=2025-01-01T00:00:00", null, 400, "RFC 3339" },
        { "GET", "/api/cases?updatedAfter=2025-13-01T00:00:00Z", null, 400, "RFC 3339" },
        { "GET", "/api/me?x=1", null, 400, "'x'" },
        { "GET", "/api/nothing", null, 404, "/api/nothing" },
        { "GET", "/api/cases/0", null, 404, "'0'" },
        { "PATCH", "/api/cases/0", "{}", 404, "'0'" },
        { "POST", "/api/cases/0:close", null, 404, "'0'" },
        { "GET", "/api/cases/0/comments", null, 404, "'0'" },
        { "POST", "/api/cases/0/comments", """{"body":"x"}""", 404, "'0'" },
        { "GET", "/api/cases/0/attachments", null, 404, "'0'" },
        { "POST", "/api/cases/0/attachments?filename=a", "x", 404, "'0'" },
        { "GET", "/api/cases/{id}/attachments/0/content", null, 404, "'0'" },
        { "PUT", "/api/cases", "{}", 405, "GET, HEAD, POST" },
        { "DELETE", "/api/cases/{id}", null, 405, "GET, HEAD, PATCH" },
        { "POST", "/api/cases/{id}", "{}", 405, "GET, HEAD, PATCH" },
        { "GET", "/api/cases/{id}:close", null, 405, "POST" },
        { "DELETE", "/api/cases/{id}/comments", null, 405, "GET, HEAD, POST" },
        { "POST", "/api/me", null, 405, "GET, HEAD" },
        { "POST", "/api/cases", "", 400, "not JSON" },
        { "POST", "/api/cases", """{"summary":""", 400, "not JSON" },
        { "POST", "/api/cases", "[]", 400, "a list" },
        { "POST", "/api/cases", "null", 400, "null" },
        { "POST", "/api/cases", "{}", 400, "summary is missing" },
        { "POST", "/api/cases", """{"summary":""}""", 400, "empty" },
        { "POST", "/api/cases", """{"summary":" \n"}""", 400, "blank" },
        { "POST", "/api/cases", """{"summary":"x","status":"Open"}""", 400, "'status'" },
        { "POST", "/api/cases", """{"Summary":"x"}""", 400, "'Summary'" },
        { "POST", "/api/cases", """{"summary":"x","summary":"y"}""", 400, "summary" },
        { "POST", "/api/cases", """{"summary":"\ud800"}""", 400, "surrogate" },
        { "POST", "/api/cases", """{"summary":1}""", 400, "summary is 1" },
        { "POST", "/api/cases", """{"summary":"x","description":null}""", 400, "description is null" },
        { "POST", "/api/cases", """{"summary":"x","priority":"1"}""", 400, "0 to 4" },
        { "POST", "/api/cases", """{"summary":"x","priority":1.5}""", 400, "priority is 1.5" },
        { "POST", "/api/cases", """{"summary":"x","priority":5}""", 400, "priority is 5" },
        { "POST", "/api/cases", """{"summary":"x","priority":-1}""", 400, "priority is -1" },
        { "POST", "/api/cases", """{"summary":"x","components":"y"}""", 400, "a list of strings" },
        { "POST", "/api/cases", """{"summary":"x","components":[1]}""", 400, "a list of strings" },
        { "POST", "/api/cases", """{"summary":"x","components":[""]}""", 400, "components" },
        { "POST", "/api/cases", """{"summary":"x","synchronizeWithGoogleCloudSupport":1}""", 400, "true or false" },
        { "POST", "/api/cases", """{"summary":"x","googleCaseName":7}""", 400, "string or null" },
        { "POST", "/api/cases?x=1", """{"summary":"x"}""", 400, "'x'" },
        { "PATCH", "/api/cases/{id}", """{"status":"Closed"}""", 400, ":close" },
        { "PATCH", "/api/cases/{id}", """{"status":"open"}""", 400, "only Open" },
        { "PATCH", "/api/cases/{id}", """{"id":"1"}""", 400, "'id'" },
        { "PATCH", "/api/cases/{id}", """{"updateTime":"2025-01-01T00:00:00Z"}""", 400, "'updateTime'" },
        { "PATCH", "/api/cases/{id}", """{"priority":null}""", 400, "priority is null" },
        { "POST", "/api/cases/{id}:close", """{"reason":"done"}""", 400, "'reason'" },
        { "POST", "/api/cases/{id}/comments", "{}", 400, "body is missing" },
        { "POST", "/api/cases/{id}/comments", """{"body":" "}""", 400, "blank" },
        { "POST", "/api/cases/{id}/comments", """{"body":"x","visibility":"internal"}""", 400, "Public or Internal" },
        { "POST", "/api/cases/{id}/comments", """{"body":"x","visibility":"1"}""", 400, "Public or Internal" },
        { "POST", "/api/cases/{id}/attachments", "x", 400, "filename is missing" },
        { "POST", "/api/cases/{id}/attachments?filename=", "x", 400, "filename is missing" },
        { "POST", "/api/cases/{id}/attachments?filename=a%0Ab", "x", 400, "control character" },
        { "POST", "/api/cases/{id}/attachments?filename=a&visibility=public", "x", 400, "Public or Internal" },
        { "GET", "/api/cases/{id}/comments?updatedAfter=2025-01-01T00:00:00Z", null, 400, "'updatedAfter'" },
    };

    [Theory, MemberData(nameof(Refusals))]
    public async Task Request_AgainstARule_IsRefusedWithTheReason(
        string method, string path, string? json, int status, string reason)
    {
        await using var crm = new CrmMockHost();
        var id = await crm.OpenAsync();

        var refused = await crm.SendAsync(method, path.Replace("{id}", id, StringComparison.Ordinal), json);

        Assert.Equal(status, (int)refused.Status);
        Assert.Equal("application/problem+json", refused.Type);
        Assert.Equal(status, refused.Body["status"]!.GetValue<int>());
        Assert.Contains(reason, refused.Text("detail"), StringComparison.Ordinal);
        if (status == 405)
        {
            Assert.Equal(reason, string.Join(", ", refused.Allow));
        }
    }

    [Theory]
    [InlineData(255, 201)]
    [InlineData(256, 400)]
    public async Task Summary_Length_IsBounded(int characters, int status)
    {
        await using var crm = new CrmMockHost();

        var answer = await crm.SendAsync(
            "POST", "/api/cases", JsonSerializer.Serialize(new { summary = new string('x', characters) }));

        Assert.Equal(status, (int)answer.Status);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task Json_OtherContentType_IsRefused(string? contentType)
    {
        await using var crm = new CrmMockHost();
        var content = new ByteArrayContent("""{"summary":"x"}"""u8.ToArray());
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);

        var refused = await crm.SendAsync("POST", "/api/cases", content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, refused.Status);
        Assert.Equal("application/problem+json", refused.Type);
    }

    [Theory]
    [InlineData(1024 * 1024, 201)]
    [InlineData((1024 * 1024) + 1, 413)]
    public async Task Json_Size_IsBounded(int bytes, int status)
    {
        await using var crm = new CrmMockHost();

        var answer = await crm.SendAsync("POST", "/api/cases", """{"summary":"x"}""".PadRight(bytes));

        Assert.Equal(status, (int)answer.Status);
    }

    [Theory]
    [InlineData("Basic YW5uOg==")]
    [InlineData("Bearer a b")]
    [InlineData("Bearer <ann>")]
    public async Task Authorization_NotABearerName_IsRefused(string header)
    {
        await using var crm = new CrmMockHost();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/cases");
        request.Headers.TryAddWithoutValidation("Authorization", header);

        using var refused = await crm.CreateClient().SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.Equal("Bearer", refused.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task Json_InvalidUtf8_IsRefused()
    {
        await using var crm = new CrmMockHost();
        var content = new ByteArrayContent([.. "{\"summary\":\""u8, 0xC3, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json", Encoding.UTF8.WebName);

        Assert.Equal(HttpStatusCode.BadRequest, (await crm.SendAsync("POST", "/api/cases", content)).Status);
    }
}
