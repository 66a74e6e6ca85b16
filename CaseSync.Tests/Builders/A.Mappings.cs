using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;

namespace CaseSync.Tests.Builders;

internal static partial class A
{
    public static GlobalState Global { get; } = new()
    {
        InstalledAt = Noon.AddDays(-100),
        Epoch = 1,
        EpochStartedAt = Noon.AddDays(-100),
        GoogleLastPolledAt = Noon.AddMinutes(-1),
        CompanyLastPolledAt = Noon.AddMinutes(-1),
        GooglePolledAt = Noon.AddMinutes(-1),
        CompanyPolledAt = Noon.AddMinutes(-1),
        Version = 1,
    };

    /// <summary>A pair that was synced before and has nothing waiting.</summary>
    public static CaseMapping Pair { get; } = new()
    {
        Id = "google:5123",
        GoogleCaseName = GoogleName,
        CompanyCaseId = CompanyId,
        CreatedAt = Noon.AddDays(-1),
        NewContentAt = Noon.AddHours(-2),
        Priority = Priority.P3,
        Google = new SideProgress { State = CaseState.Open },
        Company = new SideProgress { State = CaseState.Open },
        Epoch = 1,
        Version = 4,
    };

    /// <summary>The mapping of a case that has no counterpart yet.</summary>
    public static CaseMapping Lone(Side side) => (side == Side.Google
        ? Pair with { CompanyCaseId = null }
        : Pair with { Id = "company:78", GoogleCaseName = null }) with
    { Google = new SideProgress(), Company = new SideProgress(), Epoch = 0 };

    public static MirroredItem Item(ItemKey key, ItemState state) =>
        new() { Key = key, State = state, AttemptedAt = Noon.AddMinutes(-30), Attempts = 1 };

    public static MirroredItem CommentItem(Side side, string id, ItemState state) =>
        Item(new ItemKey(side, ItemKind.Comment, id), state);

    public static MirroredItem AttachmentItem(Side side, string id, ItemState state) =>
        Item(new ItemKey(side, ItemKind.Attachment, id), state);

    public static CaseIdentity Identity(CaseRef id, string? mappingId) =>
        new() { Key = IdentityKey.Of(id), MappingId = mappingId, Version = 1 };

    public static CaseIdentity Grave(CaseRef id, Tombstone tombstone) =>
        new() { Key = IdentityKey.Of(id), Tombstone = tombstone, Version = 1 };

    /// <summary>The pair, cleaned up a month ago.</summary>
    public static Tombstone Tombstone { get; } =
        new(GoogleName, CompanyId, Noon.AddDays(-30), Noon.AddDays(-60), Noon.AddDays(-60));

    /// <summary>
    /// A store that holds these mappings under the identities of their cases, and these other identities.
    /// </summary>
    public static MappingLookup Stored(IEnumerable<CaseMapping> mappings, params CaseIdentity[] others)
    {
        var all = mappings.ToList();
        var identities = all
            .SelectMany(mapping => new CaseRef?[] { mapping.GoogleCaseName, mapping.CompanyCaseId }.OfType<CaseRef>()
                .Select(id => Identity(id, mapping.Id)))
            .Concat(others);
        return new MappingLookup(
            identities.ToDictionary(identity => identity.Key), all.ToDictionary(mapping => mapping.Id), Noon);
    }
}
