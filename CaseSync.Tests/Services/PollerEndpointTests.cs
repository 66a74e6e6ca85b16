using System.Net;
using CaseSync.Poller;

namespace CaseSync.Tests.Services;

public sealed class PollerEndpointTests
{
    [Theory]
    [InlineData("/tasks/poll-google", HttpStatusCode.InternalServerError)] // Both systems are down: the scheduler tries again.
    [InlineData("/tasks/poll-company", HttpStatusCode.InternalServerError)]
    [InlineData("/tasks/nothing", HttpStatusCode.NotFound)]
    public async Task Post_ThatCannotSucceed_GetsProblemDetails(string path, HttpStatusCode status)
    {
        await using var poller = new ServiceUnderTest<PollerService>();
        using var answer = await poller.CreateClient().PostAsync(path, null, TestContext.Current.CancellationToken);

        await SyncerEndpointTests.AssertProblemAsync(answer, status);
    }

    [Fact]
    public async Task DetectOutages_BeforeAnyPoll_FindsNothingLate()
    {
        await using var poller = new ServiceUnderTest<PollerService>();
        using var answer = await poller.CreateClient().PostAsync("/tasks/detect-outages", null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"late":[]}""", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("Poller:Serve", "Console")]
    [InlineData("Poller:Serve", "Webhooks")]
    public async Task Jobs_OfAPollerThatServesAnotherDuty_AreNotThere(string setting, string value)
    {
        await using var poller = new ServiceUnderTest<PollerService>().WithWebHostBuilder(host => host.UseSetting(setting, value));
        using var answer = await poller.CreateClient().PostAsync("/tasks/clean-up", null, TestContext.Current.CancellationToken);

        await SyncerEndpointTests.AssertProblemAsync(answer, HttpStatusCode.NotFound);
    }
}
