using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mirroring;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mirroring.Model;

/// <summary>What a sync sees of them.</summary>
internal sealed partial record TwoSystems
{
    public CaseSnapshots See(Side from) => new()
    {
        From = from,
        Mapping = Mapping,
        Global = Global,
        Now = Now,
        Source = View(from),
        Target = FindTarget(from) is null
            ? View(from.Other()) with { Case = null, Comments = [], Attachments = [] }
            : View(from.Other()),
        Ledger = new MirrorLedger(Ledger.Values),
        SettleTime = s_settleTime,
    };

    // Known, or as a search shows it.
    private SupportCase? FindTarget(Side from)
    {
        var target = On(from.Other());
        return target.Case is { } found
            && (Mapping.RefOn(from.Other()) is not null || found.CreatedAt + target.Traits.SearchLag <= Now)
            ? found
            : null;
    }

    private SideView View(Side side) => new()
    {
        Case = On(side).Case,
        Traits = On(side).Traits,
        OwnAccount = side == Side.Google && !AccountIsSet ? Global.LearnedGoogleAccount : A.Connector(side).Account,
        ReadAt = Now,
        ReadAbout = Now,
        Comments = On(side).CommentsShownAt(Now),
        Attachments = On(side).AttachmentsShownAt(Now),
    };

    // Small limits, so that small texts and files meet them.
    private static SideTraits TraitsOf(Side side) => A.Traits(side) with
    {
        CommentLengthMax = MirrorMarker.LengthMax(CommentPlanner.DescriptionId) + 12,
        DescriptionLengthMax = 120,
        AttachmentBytesMax = 1000,
        StoredPriority = priority => side == Side.Company && priority == Priority.P4 ? Priority.P3 : priority,
        StoredFileName = name => side == Side.Company ? name.Replace(' ', '_') : name,
    };
}
