using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;

namespace CaseSync.Core.Polling;

/// <summary>What a poll knows while it looks at a page of changed cases.</summary>
/// <param name="OwnAccount">Our account on the polled side; null while it is unknown.</param>
/// <param name="TraceParent">Of this poll.</param>
public sealed record PollContext(
    Side Side, GlobalState Global, MappingLookup Stored, string? OwnAccount, DateTimeOffset Now, string? TraceParent);

/// <summary>Which of the cases that changed get a mapping, and which a task.</summary>
public static class PollPlanner
{
    // Guide: cases created 30 days ago or earlier get no mapping.
    private static readonly TimeSpan s_newCaseAgeMax = TimeSpan.FromDays(30);

    /// <summary>The identities that must be looked up before <see cref="Plan"/>.</summary>
    public static IReadOnlyCollection<IdentityKey> KeysOf(IEnumerable<SupportCase> page) =>
        [.. page.SelectMany(seen => new[] { seen.Ref, CounterpartNamedBy(seen) }).OfType<CaseRef>()
            .Select(IdentityKey.Of).Distinct()];

    /// <summary>The other halves of the tombstones among what was found: they are revived together.</summary>
    public static IReadOnlyCollection<IdentityKey> FurtherKeysOf(MappingLookup stored) =>
        [.. stored.Identities.Values.Select(identity => identity.Tombstone).OfType<Tombstone>()
            .SelectMany(tombstone => new CaseRef?[] { tombstone.GoogleCaseName, tombstone.CompanyCaseId })
            .OfType<CaseRef>()
            .Select(IdentityKey.Of).Distinct().Where(key => stored.FindIdentity(key) is null)];

    public static PollStep Plan(SupportCase seen, PollContext context)
    {
        var key = IdentityKey.Of(seen.Ref);
        var identity = context.Stored.FindIdentity(key);
        return context.Stored.FindMapping(key) is { } mapping ? Known(seen, mapping, context)
            : identity?.Tombstone is { } tombstone ? Buried(seen, identity, tombstone, context)
            : seen.Ref.Side == Side.Google && IsOurs(seen, context) ? OwnGoogleCase(seen, context)
            : Unknown(seen, context);
    }

    private static PollStep Known(SupportCase seen, CaseMapping mapping, PollContext context)
    {
        var version = VersionOf(seen, context);
        return version <= mapping.On(context.Side).QueuedVersion
            ? new PollStep.Skip(seen, "this version was queued before")
            : Queue(seen, mapping, [], version, context, isNew: false);
    }

    private static PollStep Buried(SupportCase seen, CaseIdentity identity, Tombstone tombstone, PollContext context)
    {
        var buried = context.Side == Side.Google ? tombstone.GoogleVersion : tombstone.CompanyVersion;
        var version = VersionOf(seen, context);
        if (version <= buried)
        {
            return new PollStep.Skip(seen, "its pair is closed and cleaned up");
        }

        // Both were closed when they were buried: that one is open now is the change to carry over.
        var revived = (
            New(seen, context)
                with
            { GoogleCaseName = tombstone.GoogleCaseName, CompanyCaseId = tombstone.CompanyCaseId })
            .With(Side.Google, side => side with { State = CaseState.Closed })
            .With(Side.Company, side => side with { State = CaseState.Closed });
        var identities = new CaseRef?[] { tombstone.GoogleCaseName, tombstone.CompanyCaseId }.OfType<CaseRef>()
            .Select(IdentityKey.Of)
            .Select(
                key =>
                    (context.Stored.FindIdentity(key)
                        ?? (key == identity.Key ? identity : new CaseIdentity { Key = key }))
                with
                    { MappingId = revived.Id, Tombstone = null });
        return Queue(seen, revived, identities, version, context, isNew: true);
    }

    // Design: a Google case that we made never gets a new mapping; it belongs to the CRM case that its last line names.
    private static PollStep OwnGoogleCase(SupportCase seen, PollContext context)
    {
        if (ConnectorText.FindCompanyCase(seen.Description) is not { } company)
        {
            return new PollStep.Skip(seen, "our own account made it, and it names no CRM case");
        }

        if (context.Stored.FindMapping(IdentityKey.Of(company)) is not { } mapping)
        {
            return Forgotten(seen, company, context);
        }

        if (mapping.GoogleCaseName is not null)
        {
            return new PollStep.Skip(
                seen, "our own account made it, and the CRM case that it names has another Google case");
        }

        // The sync that made it is about to say so itself.
        return mapping.Lease?.IsHeldAt(context.Stored.StoreTime) == true
            ? new PollStep.Skip(seen, "our own account made it, and its sync is under way")
            : Queue(
                seen, mapping.WithRef(seen.Ref), [Identity(seen.Ref, mapping.Id)], VersionOf(seen, context), context,
                isNew: false);
    }

    // The store was lost while the CRM case was closed: what goes on at Google brings the pair back, under the CRM
    // case's identity.
    private static PollStep Forgotten(SupportCase seen, CompanyCaseId company, PollContext context)
    {
        var isClosedBefore = seen.State == CaseState.Closed && seen.UpdatedAt < context.Global.InstalledAt;
        if (isClosedBefore || context.Stored.FindIdentity(IdentityKey.Of(company)) is not null)
        {
            return new PollStep.Skip(seen, "our own account made it, and the CRM case that it names is not mapped");
        }

        var pair = New(seen, context) with { Id = IdentityKey.Of(company).Value, CompanyCaseId = company };
        return Queue(
            seen, pair, [Identity(seen.Ref, pair.Id), Identity(company, pair.Id)], VersionOf(seen, context), context,
            isNew: true);
    }

    private static PollStep Unknown(SupportCase seen, PollContext context)
    {
        if (seen.Ref.Side == Side.Google && context.OwnAccount is null
            && ConnectorText.FindCompanyCase(seen.Description) is { } company
            && context.Stored.FindMapping(IdentityKey.Of(company)) is { GoogleCaseName: null, BrokenReason: null })
        {
            return new PollStep.Undecided(
                seen, "it may be the counterpart that we are making; our account is not known yet");
        }

        if (seen.State == CaseState.Closed && seen.UpdatedAt < context.Global.InstalledAt)
        {
            return new PollStep.Skip(seen, "it was closed before CaseSync was installed");
        }

        if (seen.GoogleCaseName is { } linked)
        {
            return Linked(seen, linked, context);
        }

        return seen.CreatedAt <= context.Now - s_newCaseAgeMax
            ? new PollStep.Skip(seen, "it was created 30 days ago or earlier")
            : Insert(seen, context);
    }

    // Its age does not matter: the link says that it was synced once, by a store that has forgotten it.
    private static PollStep Linked(SupportCase seen, GoogleCaseName linked, PollContext context) =>
        context.Stored.FindMapping(IdentityKey.Of(linked)) is { CompanyCaseId: null, BrokenReason: null }
            ? new PollStep.Skip(seen, "its Google case is mapped and its sync will find this case")
            : Insert(seen, context);

    private static PollStep.Queue Insert(SupportCase seen, PollContext context)
    {
        var mapping = New(seen, context);
        return Queue(seen, mapping, [Identity(seen.Ref, mapping.Id)], VersionOf(seen, context), context, isNew: true);
    }

    private static CaseMapping New(SupportCase seen, PollContext context)
    {
        var mapping = new CaseMapping
        {
            Id = IdentityKey.Of(seen.Ref).Value,
            CreatedAt = context.Now,
            NewContentAt = context.Now,
            Title = seen.Title is { } title ? TextCuts.Shorten(title, 200) : null,
            Priority = seen.Priority,
        };
        // Guide: the side that the case does not come from has nothing to sync yet.
        return mapping.WithRef(seen.Ref)
            .With(context.Side.Other(), other => other with { UpdatesSyncedAt = context.Now });
    }

    private static PollStep.Queue Queue(
        SupportCase seen, CaseMapping mapping, IEnumerable<CaseIdentity> identities, DateTimeOffset version,
        PollContext context,
        bool isNew)
    {
        var marked = DirtyMark.Set(mapping, context.Side, version, context.Global, context.Now, context.TraceParent);
        var writes = identities.Select(identity => (StoreWrite)new StoreWrite.PutIdentity(identity))
            .Prepend(new StoreWrite.PutMapping(marked));
        return new PollStep.Queue(seen, marked, new StoreCommit([.. writes]), version, isNew);
    }

    private static CaseIdentity Identity(CaseRef id, string mappingId) =>
        new() { Key = IdentityKey.Of(id), MappingId = mappingId };

    private static bool IsOurs(SupportCase seen, PollContext context) => seen.Creator.Is(context.OwnAccount);

    private static CaseRef? CounterpartNamedBy(SupportCase seen) =>
        seen.Ref.Side == Side.Google ? ConnectorText.FindCompanyCase(seen.Description) : seen.GoogleCaseName;

    // A case without an update time cannot say that it changed: it is looked at once a minute while the search returns
    // it.
    private static DateTimeOffset VersionOf(SupportCase seen, PollContext context) => seen.UpdatedAt
        ?? new DateTimeOffset(context.Now.UtcTicks - (context.Now.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
}
