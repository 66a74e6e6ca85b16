using System.Reflection;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Poller;
using CaseSync.Poller.Console;
using CaseSync.Poller.Operating;
using CaseSync.Tests.Builders;
using CaseSync.Tests.Services;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CaseSync.Tests.Operating;

/// <summary>How much of the store an open page reads.</summary>
public sealed class ConsoleReadingTests : IAsyncLifetime
{
    private const int Lists = 11; // Of each side and priority what waits, and what is refused.

    private readonly FakeTimeProvider _clock = new(A.Noon);
    private ConsoleUnderTest? _console;
    private CallCounter? _calls;

    private ConsoleUnderTest Console => _console!;

    private ICaseMappingStore Store => (ICaseMappingStore)(object)_calls!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Overview_AskedForAgainAndAgain_IsReadEveryTenSecondsAndItsDayEveryMinute()
    {
        var options = Console.Services.GetRequiredService<IOptions<OutagesOptions>>();
        using var latest = new LatestOverview(
            new ReadOverview(Store, Console.Services.GetRequiredService<Verdicts>(), _clock, options), _clock);
        for (var seconds = 0; seconds < 60; seconds += 5)
        {
            await latest.GetAsync(Cancel);
            _clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(6 * Lists, _calls![nameof(ICaseMappingStore.ListAsync)]);
        Assert.Equal(1, _calls[nameof(ICaseMappingStore.ListLagAsync)]);

        await latest.GetAsync(Cancel);

        Assert.Equal(2, _calls[nameof(ICaseMappingStore.ListLagAsync)]);
    }

    [Fact]
    public async Task Timeline_IsReadAgainOnlyWhenItsMappingHasChanged()
    {
        await Store.PutAsync(ConsoleUnderTest.Pair(1, "Disk full"), A.CommentItem(Side.Google, "7", ItemState.Done));
        var id = AddressText.Encode("google:5001");
        var read = new ReadCase(Store, Console.Services.GetRequiredService<Verdicts>(), _clock);

        var first = await CaseStory.FindAsync(read, id, known: null, Cancel);
        var again = await CaseStory.FindAsync(read, id, first, Cancel);

        Assert.Equal(1, _calls![nameof(ICaseMappingStore.ListItemsAsync)]);
        Assert.Equal("7", Assert.Single(again!.Items).SourceId);

        var key = IdentityKey.FromStored("google:5001");
        var mapping = (await Store.FindAsync([key], Cancel)).FindMapping(key)!;
        await Store.TryCommitAsync(
            StoreCommit.Of(
                new StoreWrite.PutMapping(mapping),
                new StoreWrite.PutItem(mapping.Id, A.CommentItem(Side.Google, "8", ItemState.Intent))),
            Cancel);
        var changed = await CaseStory.FindAsync(read, id, again, Cancel);

        Assert.Equal(2, _calls[nameof(ICaseMappingStore.ListItemsAsync)]);
        Assert.Equal(2, changed!.Items.Count);
    }

    public async ValueTask InitializeAsync()
    {
        _console = await ConsoleUnderTest.StartAsync();
        var counter = DispatchProxy.Create<ICaseMappingStore, CallCounter>();
        _calls = (CallCounter)(object)counter;
        _calls.Store = _console.Store;
    }

    public ValueTask DisposeAsync() => Console.DisposeAsync();
}
