using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CaseSync.Syncer;

namespace CaseSync.Tests.Services;

public sealed class SyncerEndpointTests(ServiceUnderTest<SyncerService> syncer)
    : IClassFixture<ServiceUnderTest<SyncerService>>
{
    private const string ToCompany = "/tasks/sync-google-to-company";
    private const string ToGoogle = "/tasks/sync-company-to-google";

    [Theory]
    [InlineData(ToCompany, "")]
    [InlineData(ToCompany, "not JSON")]
    [InlineData(ToCompany, "[]")]
    [InlineData(ToCompany, "null")]
    [InlineData(ToCompany, "{}")]
    [InlineData(ToCompany, """{"v":1}""")]
    [InlineData(ToCompany, """{"caseName":"projects/p/cases/1"}""")]
    [InlineData(ToCompany, """{"v":2,"caseName":"projects/p/cases/1"}""")]
    [InlineData(ToCompany, """{"v":"1","caseName":"projects/p/cases/1"}""")]
    [InlineData(ToCompany, """{"v":1,"caseName":5}""")]
    [InlineData(ToCompany, """{"v":1,"caseName":"cases/1"}""")]
    [InlineData(ToCompany, """{"v":1,"caseName":"projects/p/cases/1","more":true}""")]
    [InlineData(ToCompany, """{"v":1,"caseId":"78"}""")]
    [InlineData(ToGoogle, """{"v":1,"caseName":"projects/p/cases/1"}""")]
    [InlineData(ToGoogle, """{"v":1,"caseId":""}""")]
    [InlineData(ToGoogle, """{"v":1,"caseId":"7\"8"}""")]
    public async Task Task_ThatCannotBeRead_IsRefusedWithTheReason(string path, string body)
    {
        using var answer = await PostAsync(path, body);

        await AssertProblemAsync(answer, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Task_TooLarge_IsRefused()
    {
        using var answer = await PostAsync(ToGoogle, $$"""{"v":1,"caseId":"{{new string('7', 20_000)}}"}""");

        await AssertProblemAsync(answer, HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData(ToCompany, """{"v":1,"caseName":"projects/p/cases/1"}""")]
    [InlineData(ToGoogle, """{"v":1,"caseId":"78"}""")]
    public async Task Task_OfAnUnknownCase_IsDone(string path, string body)
    {
        using var answer = await PostAsync(path, body);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("UnknownCase", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", ToCompany, HttpStatusCode.MethodNotAllowed)]
    [InlineData("PUT", ToGoogle, HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/tasks/sync", HttpStatusCode.NotFound)]
    public async Task Request_ThatIsNoTask_GetsProblemDetails(string method, string path, HttpStatusCode status)
    {
        using var client = syncer.CreateClient();
        using var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Cancel);

        await AssertProblemAsync(answer, status);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task Health_OfAServiceThatMayWork_IsGiven(string path)
    {
        using var client = syncer.CreateClient();

        Assert.Equal("Healthy", await client.GetStringAsync(path, Cancel));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<HttpResponseMessage> PostAsync(string path, string body)
    {
        using var client = syncer.CreateClient();
        using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        return await client.PostAsync(path, content, Cancel);
    }

    internal static async Task AssertProblemAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(status == answer.StatusCode, $"{answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }
}
