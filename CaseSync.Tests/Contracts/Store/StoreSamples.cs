using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;

namespace CaseSync.Tests.Contracts.Store;

internal static class StoreSamples
{
    public static readonly DateTimeOffset Start = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Nothing that may be null is set.</summary>
    public static CaseMapping Mapping(string id) => new() { Id = id, CreatedAt = Start, NewContentAt = Start };

    /// <summary>Every property has a value of its own, other than its default.</summary>
    public static CaseMapping FullMapping(string id) => new()
    {
        Id = id,
        GoogleCaseName = GoogleCaseName.Parse("organizations/123/cases/456"),
        CompanyCaseId = CompanyCaseId.Parse("SUP-789/a%b..:c"),
        CreatedAt = At(1),
        Title = "Disk full: \"/var\" – ärgerlich\n{0}",
        NewContentAt = At(2),
        ResolvedAt = At(3),
        Priority = Priority.P2,
        Google = Progress(10),
        Company = Progress(30),
        Lease = new Lease("attempt 7", At(4)),
        SentUntil = At(6),
        Syncs = 7,
        Epoch = long.MaxValue,
        IsPaused = true,
        BrokenReason = "its case is gone",
        HasRefusedItems = true,
        LateSince = At(5),
    };

    public static GlobalState Global() => new() { InstalledAt = Start, Epoch = 1, EpochStartedAt = Start };

    public static GlobalState FullGlobal() => new()
    {
        InstalledAt = At(1),
        Epoch = 7,
        EpochStartedAt = At(2),
        GoogleLastPolledAt = At(3),
        CompanyLastPolledAt = At(4),
        GooglePolledAt = At(5),
        CompanyPolledAt = At(6),
        LearnedGoogleAccount = "connector@example.test",
        SweepCursor = "c|d",
        OutageCursor = "a/b|c",
    };

    public static CaseIdentity Identity(string companyId, string? mappingId = null) =>
        new() { Key = IdentityKey.Of(CompanyCaseId.Parse(companyId)), MappingId = mappingId };

    public static CaseIdentity Buried(string companyId, DateTimeOffset at) => Identity(companyId) with
    {
        Tombstone = new Tombstone(
            GoogleCaseName.Parse("projects/p/cases/5"), CompanyCaseId.Parse(companyId), at, At(1), At(2)),
    };

    public static ItemKey Key(string sourceId, ItemKind kind = ItemKind.Comment, int part = 1) =>
        new(Side.Company, kind, sourceId, part);

    public static MirroredItem Item(ItemKey key, ItemState state = ItemState.Intent) =>
        new() { Key = key, State = state, AttemptedAt = Start };

    public static MirroredItem FullItem(ItemKey key) => new()
    {
        Key = key,
        State = ItemState.Refused,
        TargetId = "c/1",
        AttemptedAt = At(1),
        Attempts = 3,
        PartCount = 4,
        TextStart = 5,
        TextLength = int.MaxValue,
        Text = "Syncing has resumed.",
        SourceCreatedAt = At(2),
        SeenAt = At(8),
        FinishedAt = At(3),
        FailingSince = At(4),
        RetriedAt = At(7),
        Reason = "413",
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    };

    // A microsecond is all that a store keeps.
    public static DateTimeOffset At(int minutes) => Start.AddMinutes(minutes).AddMicroseconds(minutes);

    private static SideProgress Progress(int from) => new()
    {
        UpdatesSyncedAt = At(from),
        DirtySince = At(from + 1),
        SeenVersion = At(from + 2),
        QueuedVersion = At(from + 3),
        ReadThrough = At(from + 4),
        MirroredThrough = At(from + 5),
        State = CaseState.Closed,
        RefusedPriority = Priority.P4,
        PriorityFailingSince = At(from + 8),
        OutageCommentSent = true,
        TraceParent = $"00-{from}",
        LaterTraceParents = $"00-{from}-a 00-{from}-b",
        LastError = $"answered 503 ({from})",
        NextTryAt = At(from + 6),
        CheckDueAt = At(from + 7),
    };
}
