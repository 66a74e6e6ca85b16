using System.Net;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Poller;
using CaseSync.Tests.Builders;
using CaseSync.Tests.Operating;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace CaseSync.Tests.Services;

public sealed class PollerEndpointTests
{
    private static readonly DateTimeOffset s_future = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    // Both systems are down: the scheduler tries again.
    [InlineData("/tasks/poll-google", HttpStatusCode.InternalServerError)]
    [InlineData("/tasks/poll-company", HttpStatusCode.InternalServerError)]
    [InlineData("/tasks/nothing", HttpStatusCode.NotFound)]
    public async Task Post_ThatCannotSucceed_GetsProblemDetails(string path, HttpStatusCode status)
    {
        await using var poller = new ServiceUnderTest<PollerService>();
        using var answer = await poller.CreateClient().PostAsync(path, null, TestContext.Current.CancellationToken);

        await SyncerEndpointTests.AssertProblemAsync(answer, status);
    }

    [Theory]
    [InlineData("", "not JSON", HttpStatusCode.BadRequest)]
    [InlineData("", "[]", HttpStatusCode.BadRequest)]
    [InlineData("", "null", HttpStatusCode.BadRequest)]
    [InlineData("", "{\"all\":true}", HttpStatusCode.BadRequest)]
    [InlineData("?all=true", "", HttpStatusCode.BadRequest)]
    [InlineData("", "TOO LONG", HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("", "{ }", HttpStatusCode.OK)]
    public async Task Post_WithInput_IsRefusedBeforeAnythingIsDone(string query, string body, HttpStatusCode status)
    {
        await using var poller = new ServiceUnderTest<PollerService>();
        foreach (var path in new[] { "/tasks/detect-outages", "/api/rebuild" })
        {
            using var content = new StringContent(body == "TOO LONG" ? new string(' ', 20_000) : body);
            using var answer = await poller.CreateClient()
                .PostAsync($"{path}{query}", content, TestContext.Current.CancellationToken);

            Assert.Equal(status, answer.StatusCode);
        }
    }

    [Fact]
    public async Task DetectOutages_BeforeAnyPoll_FindsNothingLate()
    {
        await using var poller = new ServiceUnderTest<PollerService>();
        using var answer = await poller.CreateClient()
            .PostAsync("/tasks/detect-outages", null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"late":[]}""", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task DetectOutages_WhileSomethingIsLate_Answers503WithIt()
    {
        await using var poller = new ServiceUnderTest<PollerService>();
        var client = poller.CreateClient();
        await StoreLateAsync(poller.Services.GetRequiredService<ICaseMappingStore>());

        using var answer = await client.PostAsync("/tasks/detect-outages", null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.StartsWith(
            "{\"late\":[{\"googleCaseName\":\"projects/shop/cases/5123\",\"companyCaseId\":\"78\",\"side\":\"Google\","
                + "\"priority\":\"P3\",\"lateFor\":\"",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DetectOutages_LagCannotBeWrittenDown_AnswersWhatIsLateAllTheSame()
    {
        await using var service = new ServiceUnderTest<PollerService>();
        await using var poller = service.WithWebHostBuilder(host => host.ConfigureTestServices(services =>
        {
            var real = services.Last(one => one.ServiceType == typeof(ICaseMappingStore));
            services.AddSingleton<ICaseMappingStore>(provider => new StoreWithoutLag(
                (ICaseMappingStore)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!)));
        }));
        await StoreLateAsync(poller.Services.GetRequiredService<ICaseMappingStore>());

        using var answer = await poller.CreateClient()
            .PostAsync("/tasks/detect-outages", null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.StartsWith(
            "{\"late\":[{", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counters_OfAPollerThatStarts_BeginAtZero()
    {
        using var measurements = Measurements.Start();
        await using var poller = new ServiceUnderTest<PollerService>();
        poller.CreateClient().Dispose();

        // The host says that it has started while it still tells others.
        Assert.Equal(
            [new Measurement("casesync.ambiguous_writes", 0, "")],
            await measurements.WaitForAsync("casesync.ambiguous_writes", 1, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("Poller:Serve", "Console")]
    [InlineData("Poller:Serve", "Webhooks")]
    public async Task Jobs_OfAPollerThatServesAnotherDuty_AreNotThere(string setting, string value)
    {
        await using var poller = new ServiceUnderTest<PollerService>()
            .WithWebHostBuilder(host =>
                host.UseSetting(setting, value).UseSetting("Crm:WebhookSecret", "0123456789abcdef"));
        using var answer = await poller.CreateClient()
            .PostAsync("/tasks/clean-up", null, TestContext.Current.CancellationToken);

        await SyncerEndpointTests.AssertProblemAsync(answer, HttpStatusCode.NotFound);
    }

    private static async Task StoreLateAsync(ICaseMappingStore store)
    {
        var changedAt = DateTimeOffset.UnixEpoch;
        var mapping = A.Pair
            with
        { Version = 0, CreatedAt = changedAt, Google = new SideProgress { DirtySince = changedAt } };
        Assert.True(await store.TryCommitAsync(
            StoreCommit.Of(
                new StoreWrite.PutGlobal(
                    A.Global with { Version = 0, GooglePolledAt = s_future, CompanyPolledAt = s_future }),
                new StoreWrite.PutMapping(mapping)),
            TestContext.Current.CancellationToken));
    }
}
