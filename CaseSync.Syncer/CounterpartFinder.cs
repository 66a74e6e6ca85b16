using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.ServiceDefaults.Settings;
using Microsoft.Extensions.Options;

namespace CaseSync.Syncer;

/// <summary>What came of looking for the counterpart of a case that has none yet.</summary>
internal abstract record Counterpart
{
    private Counterpart()
    {
    }

    /// <summary>None: it is to be made.</summary>
    public sealed record None : Counterpart;

    /// <summary>It exists, and the claim pairs them.</summary>
    public sealed record Found(SupportCase Case, IdentityClaim.Granted Claim) : Counterpart;

    /// <summary>It exists, and somebody is at work on the mapping that it has of its own.</summary>
    public sealed record Busy : Counterpart;

    /// <summary>The case names a Google case that belongs to another: it is not paired.</summary>
    public sealed record Taken(GoogleCaseName Google, string Owner) : Counterpart;

    /// <summary>The case names a Google case that is not there.</summary>
    public sealed record Dangling(GoogleCaseName Google) : Counterpart;
}

/// <summary>
/// Guide: "Try to connect to an existing case". At the CRM by the custom field; at Google by the text of the pairing
/// notice or our description's last line. A search is a hint: what counts is exact, and written by our own account.
/// </summary>
internal sealed class CounterpartFinder(
    ICustomerCare customerCare, ICrm crm, ICaseMappingStore store, IOptions<SyncOptions> options)
{
    public Task<Counterpart> FindAsync(
        SyncStart start, SupportCase source, MirrorLedger ledger, string? googleAccount, string? companyAccount,
        CancellationToken cancel) =>
        source.Ref switch
        {
            GoogleCaseName google => FindAtCompanyAsync(start, google, ledger, companyAccount, cancel),
            _ when source.GoogleCaseName is { } linked =>
                FindLinkedAsync(start.Mapping, source, linked, googleAccount, companyAccount, cancel),
            _ => FindAtGoogleAsync(start.Mapping, source, ledger, googleAccount, cancel),
        };

    private async Task<Counterpart> FindAtCompanyAsync(
        SyncStart start, GoogleCaseName google, MirrorLedger ledger, string? companyAccount, CancellationToken cancel)
    {
        // What shows already may be a clone of the one that does not show yet.
        var mayStillShow = PairingPlanner.MayStillShow(
            start.Mapping, start.Global, ledger.Find(PairingPlanner.CaseKey(google)), crm.Traits,
            options.Value.SettleTime, start.StoreTime) is not null;
        foreach (var candidate in await ListNamingAsync(google, [], companyAccount, cancel))
        {
            if (mayStillShow && !candidate.Creator.Is(companyAccount))
            {
                break;
            }

            if (await ClaimAsync(start.Mapping, candidate, cancel) is { } claimed)
            {
                return claimed;
            }
        }

        return new Counterpart.None();
    }

    // The one that we made is the original, or else the oldest; the others are clones of it, made within the same
    // second perhaps.
    private async Task<IReadOnlyList<SupportCase>> ListNamingAsync(
        GoogleCaseName google, IEnumerable<SupportCase> known, string? companyAccount, CancellationToken cancel)
    {
        var naming = known.ToList();
        await foreach (var found in crm.FindByGoogleCaseNameAsync(google, cancel))
        {
            if (google.IsSameCaseAs(found.GoogleCaseName))
            {
                naming.Add(found);
            }
        }

        return [.. naming.DistinctBy(found => found.Ref)
            .OrderBy(found => found.Creator.Is(companyAccount) ? 0 : 1).ThenBy(found => found.CreatedAt)
            .ThenBy(found => found.Ref.Value.Length).ThenBy(found => found.Ref.Value, StringComparer.Ordinal)];
    }

    private async Task<Counterpart> FindLinkedAsync(
        CaseMapping mapping, SupportCase source, GoogleCaseName linked, string? googleAccount, string? companyAccount,
        CancellationToken cancel)
    {
        var read = await customerCare.FindCaseAsync(linked, cancel);
        if (read.Case is not { } google)
        {
            return new Counterpart.Dangling(linked);
        }

        // A wiped store no longer knows whose the Google case is, but the Google case does. Where it does not tell (our
        // account is unknown), or names one that was deleted, the CRM does.
        CaseRef? owner = await FindNamedByNoticeAsync(google, googleAccount, cancel);
        if (owner is null || (!owner.Equals(source.Ref) && (await crm.FindCaseAsync(owner, cancel)).Case is null))
        {
            owner = (await ListNamingAsync(linked, [source], companyAccount, cancel))[0].Ref;
        }

        if (!owner.Equals(source.Ref))
        {
            return new Counterpart.Taken(linked, $"CRM case {owner}");
        }

        return await ClaimAsync(mapping, google, cancel) ?? new Counterpart.Taken(linked, "another CRM case");
    }

    private async Task<Counterpart> FindAtGoogleAsync(
        CaseMapping mapping, SupportCase source, MirrorLedger ledger, string? googleAccount, CancellationToken cancel)
    {
        var id = (CompanyCaseId)source.Ref;
        foreach (var text in new[] { ConnectorText.PairingNotice(id), ConnectorText.CompanyCaseLine(id) })
        {
            await foreach (var found in customerCare.SearchTextAsync(text, cancel))
            {
                if (await IsCounterpartAsync(found, source, id, ledger, googleAccount, cancel)
                    && await ClaimAsync(mapping, found, cancel) is { } claimed)
                {
                    return claimed;
                }
            }
        }

        return new Counterpart.None();
    }

    private async Task<bool> IsCounterpartAsync(
        SupportCase google, SupportCase source, CompanyCaseId id, MirrorLedger ledger, string? googleAccount,
        CancellationToken cancel)
    {
        if (id.Equals(ConnectorText.FindCompanyCase(google.Description)))
        {
            // Before our account is known, exactly the description that we had just sent is ours: that is how a lost
            // answer is made good.
            var isOrdered = googleAccount is null
                && ledger.Find(new ItemKey(Side.Company, ItemKind.Case, IdentityKey.Of(id)
                    .Value)) is { State: ItemState.Intent };
            var isExactlyOurs = isOrdered
                && google.Description == PairingPlanner.Draft(source, customerCare.Traits).Description;
            if (google.Creator.Is(googleAccount) || isExactlyOurs)
            {
                return true;
            }
        }

        return id.Equals(await FindNamedByNoticeAsync(google, googleAccount, cancel));
    }

    private async Task<CompanyCaseId?> FindNamedByNoticeAsync(
        SupportCase google, string? googleAccount, CancellationToken cancel)
    {
        if (google.Creator.Is(googleAccount) && ConnectorText.FindCompanyCase(google.Description) is { } made)
        {
            return made;
        }

        // The oldest counts: the first identity owns the case. The list's order is not promised.
        (CompanyCaseId? Named, DateTimeOffset At) first = (null, DateTimeOffset.MaxValue);
        await foreach (var comment in customerCare.ReadCommentsAsync(google.Ref, cancel))
        {
            if (comment.CreatedAt < first.At && comment.Author.Is(googleAccount)
                && ConnectorText.FindPairingNotice(comment.Body) is { } named)
            {
                first = (named, comment.CreatedAt);
            }
        }

        return first.Named;
    }

    /// <summary>Null when another pair has it.</summary>
    private async Task<Counterpart?> ClaimAsync(
        CaseMapping mapping, SupportCase counterpart, CancellationToken cancel) =>
        IdentityClaim.Of(mapping, counterpart.Ref,
            await store.FindAsync([IdentityKey.Of(counterpart.Ref)], cancel)) switch
        {
            IdentityClaim.Granted { Joined: { LateSince: not null } joined } granted => new Counterpart.Found(
                counterpart, granted.WithNotices(await store.ListUnfinishedItemsAsync(joined.Id, cancel))),
            IdentityClaim.Granted granted => new Counterpart.Found(counterpart, granted),
            IdentityClaim.Busy => new Counterpart.Busy(),
            _ => null,
        };
}
