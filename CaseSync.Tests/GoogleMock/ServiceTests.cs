using System.Net;

namespace CaseSync.Tests.GoogleMock;

/// <summary>What only the whole program shows.</summary>
public sealed class ServiceTests
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task Health_Running_IsOk(string path)
    {
        await using var google = new MockGoogle();
        using var client = google.CreateClient();
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Task_CreatedOverTheApi_IsDelivered()
    {
        await using var google = new MockGoogle();
        var answer = await google.SendAsync("POST", "/v2/projects/p/locations/l/queues/casesync/tasks", """
            {"task":{"httpRequest":{"url":"http://127.0.0.1:1/tasks/x","body":"e30="}}}
            """);
        answer.ShouldSucceed();
        Assert.Equal("{}", (await google.Target.NextAsync()).Body);
    }

    [Fact]
    public async Task ScheduleFile_OfASetting_IsRead()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "deploy", "schedule.json");
        await using var google = new MockGoogle(("Schedule:File", path));
        Assert.Equal(200, (await google.SendAsync("GET", "/v2/projects/p/locations/l/queues/casesync")).Status);
    }
}
