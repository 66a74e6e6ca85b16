using System.Net;
using System.Text;
using System.Text.Json;

namespace CaseSync.Tests.ServiceDefaults;

public sealed class ErrorAnswerTests
{
    public static TheoryData<string, string, string, string?, HttpStatusCode> Errors()
    {
        var rows = new TheoryData<string, string, string, string?, HttpStatusCode>();
        foreach (var environment in new[] { "Development", "Production" })
        {
            rows.Add(environment, "GET", "/fails", null, HttpStatusCode.InternalServerError);
            rows.Add(environment, "POST", "/too-large", "{}", HttpStatusCode.RequestEntityTooLarge);
            rows.Add(environment, "GET", "/nowhere", null, HttpStatusCode.NotFound);
            rows.Add(environment, "DELETE", "/hello", null, HttpStatusCode.MethodNotAllowed);
            rows.Add(environment, "POST", "/health", null, HttpStatusCode.MethodNotAllowed);
            rows.Add(environment, "GET", "/busy", null, HttpStatusCode.Conflict);
            rows.Add(environment, "POST", "/reads", "{ no json", HttpStatusCode.BadRequest);
        }

        return rows;
    }

    [Theory, MemberData(nameof(Errors))]
    public async Task Error_OfAnyKind_IsProblemDetailsWithoutAStack(
        string environment, string method, string path, string? body, HttpStatusCode expected)
    {
        await using var service = await ServiceUnderTest.StartAsync(environment);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        // What a browser sends: ASP.NET Core's developer page answers it with HTML.
        request.Headers.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8");

        using var answer = await service.Client.SendAsync(request);

        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)expected, JsonDocument.Parse(text).RootElement.GetProperty("status").GetInt32());
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("at CaseSync", text, StringComparison.Ordinal);
    }
}
