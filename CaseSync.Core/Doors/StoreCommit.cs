using CaseSync.Core.Mappings;
using CaseSync.Core.Outages;

namespace CaseSync.Core.Doors;

/// <summary>Writes that are made together or not at all.</summary>
public sealed record StoreCommit(IReadOnlyList<StoreWrite> Writes)
{
    public static StoreCommit Of(params StoreWrite[] writes) => new(writes);
}

/// <summary>One write of a commit. Where the entity carries a version it must be the stored one still.</summary>
public abstract record StoreWrite
{
    private StoreWrite()
    {
    }

    /// <summary>Version 0 inserts, any other replaces that version.</summary>
    public sealed record PutGlobal(GlobalState Global) : StoreWrite;

    /// <summary>Version 0 inserts, any other replaces that version.</summary>
    public sealed record PutMapping(CaseMapping Mapping) : StoreWrite;

    /// <summary>Deletes the mapping, if it is of that version still, and its whole ledger.</summary>
    public sealed record DeleteMapping(CaseMapping Mapping) : StoreWrite;

    /// <summary>Version 0 inserts, any other replaces that version.</summary>
    public sealed record PutIdentity(CaseIdentity Identity) : StoreWrite;

    public sealed record DeleteIdentity(CaseIdentity Identity) : StoreWrite;

    /// <summary>
    /// Writes a ledger entry whatever was there: the mapping's lease already rules out a second writer.
    /// </summary>
    public sealed record PutItem(string MappingId, MirroredItem Item) : StoreWrite;

    /// <summary>Takes its place in the day, whatever was there.</summary>
    public sealed record PutLag(LagSample Sample) : StoreWrite;

    public sealed record DeleteItem(string MappingId, ItemKey Key) : StoreWrite;
}
