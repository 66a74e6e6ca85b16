using CaseSync.Core.Cases;
using CaseSync.Core.Doors;

namespace CaseSync.Core.Mappings;

/// <summary>Giving a mapping the identity of its counterpart, in the commit that pairs them.</summary>
/// <param name="Mapping">With the counterpart, and with what the mapping that it had of its own knew.</param>
/// <param name="Writes">Besides the mapping itself.</param>
public sealed record IdentityClaim(CaseMapping Mapping, IReadOnlyList<StoreWrite> Writes)
{
    /// <summary>Null while another mapping has the counterpart: the first identity stored owns a case.</summary>
    public static IdentityClaim? Of(CaseMapping mapping, CaseRef counterpart, MappingLookup stored)
    {
        var key = IdentityKey.Of(counterpart);
        var identity = stored.FindIdentity(key) ?? new CaseIdentity { Key = key };
        var paired = mapping.RefOn(counterpart.Side) is null ? mapping.WithRef(counterpart) : mapping;
        if (identity.MappingId == mapping.Id)
        {
            return new IdentityClaim(paired, []);
        }

        var claimed = new StoreWrite.PutIdentity(identity with { MappingId = mapping.Id, Tombstone = null });
        if (stored.FindMapping(key) is not { } other)
        {
            // A tombstone keeps its pair: whoever names one half of it is a clone.
            return identity.Tombstone is { } tombstone && !IsHalf(tombstone, mapping) ? null : new IdentityClaim(paired, [claimed]);
        }

        // Both sides' polls made a mapping for one pair, and neither has written anything yet.
        var isAlone = other.RefOn(counterpart.Side.Other()) is null && other.Lease?.IsHeldAt(stored.StoreTime) != true;
        return isAlone
            ? new IdentityClaim(
                paired.With(counterpart.Side, _ => other.On(counterpart.Side)), [claimed, new StoreWrite.DeleteMapping(other)])
            : null;
    }

    private static bool IsHalf(Tombstone tombstone, CaseMapping mapping) =>
        (tombstone.GoogleCaseName is { } google && google.IsSameCaseAs(mapping.GoogleCaseName))
        || (tombstone.CompanyCaseId is { } company && company.Equals(mapping.CompanyCaseId));
}
