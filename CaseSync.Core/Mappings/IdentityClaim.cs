using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Outages;

namespace CaseSync.Core.Mappings;

/// <summary>
/// Whether a mapping may take the identity of its counterpart: the first identity stored owns a case.
/// </summary>
public abstract record IdentityClaim
{
    private IdentityClaim()
    {
    }

    /// <summary>It may, in one commit.</summary>
    /// <param name="Mapping">With the counterpart, and with what the mapping that it had of its own knew.</param>
    /// <param name="Writes">Besides the mapping itself.</param>
    /// <param name="Joined">The mapping that the counterpart had of its own, which is deleted; null if it had
    /// none.</param>
    public sealed record Granted(CaseMapping Mapping, IReadOnlyList<StoreWrite> Writes,
        CaseMapping? Joined = null) : IdentityClaim
    {
        /// <summary>
        /// With the notices of an outage that the joined mapping has not finished: one that got no answer may have been
        /// said, and would be said again. They are now about the lateness of the pair.
        /// </summary>
        /// <param name="unfinished">Of the joined mapping's ledger.</param>
        public Granted WithNotices(IEnumerable<MirroredItem> unfinished) =>
            Mapping.LateSince is not { } since ? this : this with
            {
                Writes =
            [
                .. Writes,
                .. unfinished.Select(item => OutageDecision.MovedTo(item, since)).OfType<MirroredItem>()
                    .Select(item => new StoreWrite.PutItem(Mapping.Id, item)),
            ],
            };
    }

    /// <summary>Another pair has it.</summary>
    public sealed record Taken : IdentityClaim;

    /// <summary>
    /// A mapping that knows no counterpart yet has it, and somebody is at work on that one: look again later.
    /// </summary>
    public sealed record Busy : IdentityClaim;

    public static IdentityClaim Of(CaseMapping mapping, CaseRef counterpart, MappingLookup stored)
    {
        var key = IdentityKey.Of(counterpart);
        var identity = stored.FindIdentity(key) ?? new CaseIdentity { Key = key };
        var paired = mapping.RefOn(counterpart.Side) is null ? mapping.WithRef(counterpart) : mapping;
        if (identity.MappingId == mapping.Id)
        {
            return new Granted(paired, []);
        }

        var claimed = new StoreWrite.PutIdentity(identity with { MappingId = mapping.Id, Tombstone = null });
        if (stored.FindMapping(key) is not { } other)
        {
            // A tombstone keeps its pair: whoever names one half of it is a clone.
            return identity.Tombstone is { } tombstone && !IsHalf(tombstone, mapping)
                ? new Taken()
                : new Granted(paired, [claimed]);
        }

        if (other.RefOn(counterpart.Side.Other()) is not null)
        {
            return new Taken();
        }

        // Both sides' polls made a mapping for one pair; this one takes over what the other knows of its side.
        return other.Lease?.IsHeldAt(stored.StoreTime) == true
            ? new Busy()
            : new Granted(
                paired.With(counterpart.Side, _ => other.On(counterpart.Side)) with
                {
                    LateSince = paired.LateSince ?? other.LateSince,
                    SentUntil = new[] { paired.SentUntil, other.SentUntil, other.Lease?.Until }.Max(),
                },
                [claimed, new StoreWrite.DeleteMapping(other)],
                Joined: other);
    }

    private static bool IsHalf(Tombstone tombstone, CaseMapping mapping) =>
        (tombstone.GoogleCaseName is { } google && google.IsSameCaseAs(mapping.GoogleCaseName))
        || (tombstone.CompanyCaseId is { } company && company.Equals(mapping.CompanyCaseId));
}
