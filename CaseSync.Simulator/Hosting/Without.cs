using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Core.Polling;
using CaseSync.ServiceDefaults.Settings;
using CaseSync.Simulator.Systems;

namespace CaseSync.Simulator.Hosting;

/// <summary>
/// Takes one safeguard away, at a door or by a setting: the production classes run as they are and are lied to. A
/// safeguard whose absence breaks no rule in two thousand histories is one that nobody needs, or one that the simulator
/// does not test.
/// </summary>
internal sealed class Without(string? safeguard)
{
    /// <summary>Leases look as if they were over.</summary>
    public const string Lease = "lease";

    /// <summary>Nothing is stored of what is about to be written.</summary>
    public const string Intent = "intent";

    /// <summary>What was sent without an answer is sent again at once.</summary>
    public const string Settle = "settle";

    /// <summary>What a search may not show yet counts as not there.</summary>
    public const string SearchLag = "search-lag";

    /// <summary>Only the identity under which a mapping was made is stored.</summary>
    public const string Identity = "identity";

    /// <summary>A commit wins whatever was changed meanwhile.</summary>
    public const string Version = "version";

    /// <summary>Polls search from the watermark on, without an overlap.</summary>
    public const string Window = "window";

    /// <summary>Originals come with creation times that run backwards.</summary>
    public const string Order = "order";

    /// <summary>Whoever types the connector's words is taken for it.</summary>
    public const string SpoofCheck = "spoof-check";

    /// <summary>Every mapping counts as read whole since the store was lost.</summary>
    public const string Epoch = "epoch";

    /// <summary>A poll makes the task without storing first that the case is dirty.</summary>
    public const string DirtyFirst = "dirty-first";

    /// <summary>Internal notes and files look public.</summary>
    public const string Visibility = "visibility";

    /// <summary>A version counts as settled however soon after it was read.</summary>
    public const string SettledCheck = "settled-check";

    /// <summary>Whatever a search for a text finds is taken for exactly that.</summary>
    public const string PairingCheck = "pairing-check";

    /// <summary>The CRM case always looks flagged.</summary>
    public const string Flag = "flag";

    /// <summary>The daily sweep finds no case to look at.</summary>
    public const string Sweep = "sweep";

    /// <summary>What was cleaned up is not recognized when it comes back.</summary>
    public const string Tombstones = "tombstones";

    private static readonly DateTimeOffset s_mirror = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<string> Names { get; } =
    [
        Lease, Intent, Settle, SearchLag, Identity, Version, Window, Order, SpoofCheck, Epoch, DirtyFirst, Visibility,
        SettledCheck,
        PairingCheck, Flag, Sweep, Tombstones,
    ];

    /// <summary>Only what happens weeks later shows that it is missing.</summary>
    public static bool NeedsWeeks(string safeguard) => safeguard == Tombstones;

    public bool Is(string name) => safeguard == name;

    public SyncOptions Of(SyncOptions options) => Is(Settle)
        ? new SyncOptions
        {
            SettleTime = TimeSpan.FromSeconds(1),
            LeaseDuration = options.LeaseDuration,
            RunBudget = options.RunBudget
        }
        : options;

    public SideTraits Of(SideTraits traits) => safeguard switch
    {
        SearchLag => traits with { SearchLag = TimeSpan.Zero },
        SettledCheck => traits with { TimeGranularity = -PollWindow.Overlap(TimeSpan.Zero, traits) },
        _ => traits,
    };

    public SupportCase Of(SupportCase seen) => Is(Flag) ? seen with { IsSyncRequested = true } : seen;

    /// <summary>A case that a search for a text has found.</summary>
    public SupportCase Found(SupportCase seen, string text, SideSettings side) => Is(PairingCheck)
        ? seen with
        {
            Description = $"{seen.Description}\n{text[text.IndexOf("Company Case: ", StringComparison.Ordinal)..]}",
            Creator = side.OurAuthor,
        }
        : seen;

    public CaseIdentity? Of(CaseIdentity identity) =>
        Is(Tombstones) && identity.Tombstone is not null ? null : identity;

    public DateTimeOffset? SearchFrom(DateTimeOffset? updatedAfter, SideTraits traits, PollingOptions polling) =>
        Is(Window) ? updatedAfter + PollWindow.Overlap(polling.WindowOf(traits.Side), traits) : updatedAfter;

    public Comment Of(Comment comment, SideSettings side) => safeguard switch
    {
        Order => comment with { CreatedAt = s_mirror - (comment.CreatedAt - s_mirror) },
        SpoofCheck when MirrorMarker.Find(comment.Body, key: null) is not null
            || ConnectorText.FindPairingNotice(comment.Body) is not null =>
            comment with { Author = side.OurAuthor },
        Visibility => comment with { IsPublic = true },
        _ => comment,
    };

    public Attachment Of(Attachment file) => Is(Visibility) ? file with { IsPublic = true } : file;

    public CaseMapping Of(CaseMapping mapping, GlobalState? global) => safeguard switch
    {
        Lease =>
            mapping with { Lease = mapping.Lease is { } lease ? lease with { Until = DateTimeOffset.MinValue } : null },
        Epoch => mapping with { Epoch = global?.Epoch ?? mapping.Epoch },
        _ => mapping,
    };

    /// <summary>What is committed of it; null: nothing, and it is said to be.</summary>
    public StoreCommit? Of(StoreCommit commit) => safeguard switch
    {
        Intent => new StoreCommit([.. commit.Writes.Where(
            write => write is not StoreWrite.PutItem { Item.State: ItemState.Intent or ItemState.Planned })]),
        Identity => new StoreCommit([.. commit.Writes.Where(
            write => write is not StoreWrite.PutIdentity { Identity: { MappingId: { } id } identity }
                || id == identity.Key.Value)]),
        DirtyFirst when commit.Writes is [StoreWrite.PutMapping { Mapping: { Version: > 0, IsUnqueued: true } }] =>
            null,
        _ => commit,
    };
}
