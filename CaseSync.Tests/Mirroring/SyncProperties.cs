using CaseSync.Core.Cases;
using CaseSync.Core.Mirroring;
using CaseSync.Tests.Builders;
using CaseSync.Tests.Mirroring.Model;

namespace CaseSync.Tests.Mirroring;

/// <summary>
/// Whatever comes over a pair, in whatever order: once it is calm both sides agree, nothing is lost and nothing
/// doubled.
/// </summary>
public sealed class SyncProperties
{
    private const int RoundsMax = 12;

    [Fact]
    public void Sync_CarriedOutWhole_LeavesNothingToDo() =>
        Properties.Hold(Scenario.Any, scenario => scenario.Smaller(), scenario =>
    {
        var systems = scenario.Begin();
        foreach (var happening in scenario.Happenings)
        {
            var before = systems;
            systems = systems.After(happening);
            if (happening is Happening.Sync { Fault: Fault.None } sync && before.Mapping.RefOn(sync.From) is not null
                && systems.Mapping.Lease is null && systems.Mapping.On(sync.From).LastError is null)
            {
                // As of the same moment; later, more may have come to show. What the target can never take is said in
                // the next run.
                var (readAt, from) = (before.Now.AddSeconds(7), sync.From);
                var left = SyncPlanner.Plan((systems with { Now = readAt }).See(from)).Actions()
                    .Where(action => action is not SyncAction.AddNotice);
                Assert.True(
                    SyncPlanner.Plan((before with { Now = readAt }).See(from)).HasWorkForOther || !left.Any(),
                    string.Join(", ", left));
            }
        }
    }, tests: 150);

    [Fact]
    public void Sync_FaultsThenCalm_BothSidesAgree() =>
        Properties.Hold(Scenario.Any, scenario => scenario.Smaller(), scenario =>
    {
        var systems = Calm(scenario.Happenings.Aggregate(scenario.Begin(), (now, happening) => now.After(happening)));

        Assert.Equal(1, systems.CasesMade);
        AssertCopies(systems, Side.Google, scenario.First);
        AssertCopies(systems, Side.Company, scenario.First);
        AssertFiles(systems, Side.Google);
        AssertFiles(systems, Side.Company);
        AssertCasesAgree(systems);
    }, tests: 300);

    private static TwoSystems Calm(TwoSystems systems)
    {
        for (var round = 0; round < RoundsMax; round++)
        {
            systems = systems.After(new Happening.Wait(45))
                .After(new Happening.Sync(Side.Google, Fault.None, 0))
                .After(new Happening.Sync(Side.Company, Fault.None, 0));
        }

        foreach (var side in Enum.GetValues<Side>())
        {
            var plan = SyncPlanner.Plan(systems.See(side));
            Assert.True(
                plan.Steps.Count == 0 && plan.IsWhole,
                $"After {RoundsMax} calm rounds {side} still has {string.Join(", ", plan.Actions())}");
        }

        return systems;
    }

    // Exactly the people's public comments, in their order, each with its marker and cut at the target's limit.
    private static void AssertCopies(TwoSystems systems, Side from, Side first)
    {
        var (source, target) = (systems.On(from), systems.On(from.Other()));
        var rest = first == from ? PairingPlanner.DescriptionRest(source.Case!, target.Traits) : null;
        var originals = source.Peoples.Where(comment => comment.IsPublic)
            .Select(comment => (comment.Id, comment.Body))
            .Prepend((Id: CommentPlanner.DescriptionId, Body: rest ?? "")).Skip(rest is null ? 1 : 0);
        var expected = originals.SelectMany(original =>
        {
            var parts = TextCuts.Cut(
                original.Body, target.Traits.CommentLengthMax - MirrorMarker.LengthMax(original.Id));
            return parts.Select((cut, index) =>
                $"[{from} Comment {original.Id} by Ann]"
                    + $"{(parts.Count > 1 ? $" ({index + 1}/{parts.Count})" : "")} {cut.Of(original.Body)}");
        });

        Assert.Equal(
            expected,
            target.Own.Select(comment => comment.Body).Where(body => MirrorMarker.Find(body, null) is not null));
    }

    private static void AssertFiles(TwoSystems systems, Side from)
    {
        var (source, target) = (systems.On(from), systems.On(from.Other()));
        var originals = source.Attachments.Where(file => file.IsPublic && file.Author == A.Ann).ToLookup(
            file => file.SizeBytes <= target.Traits.AttachmentBytesMax);

        Assert.Equal(
            originals[true].Select(file => (target.Traits.StoredFileName(file.FileName), file.SizeBytes)).Order(),
            target.Attachments.Where(file => file.Author != A.Ann).Select(file => (file.FileName, file.SizeBytes))
                .Order());
        Assert.Equal(
            originals[false].Select(
                file => $"[CaseSync: attachment {file.Id} not copied] It has 1001 bytes; {from.Other()} takes at most "
                    + "1000.").Order(),
            source.Own.Select(comment => comment.Body)
                .Where(body => body.StartsWith("[CaseSync: attachment", StringComparison.Ordinal))
                .Order());
    }

    private static void AssertCasesAgree(TwoSystems systems)
    {
        var (google, company) = (systems.Google.Case!, systems.Company.Case!);

        Assert.Equal((google.Ref, company.Ref), (systems.Mapping.GoogleCaseName!, systems.Mapping.CompanyCaseId!));
        Assert.Equal(google.Ref, company.GoogleCaseName);
        var notice = ConnectorText.PairingNotice((CompanyCaseId)company.Ref);
        var notices = systems.Google.Own.Count(comment => comment.Body == notice);
        Assert.True(notices == 1 || (notices > 1 && !systems.AccountIsSet), $"The notice is there {notices} times.");

        // Only a Google case cannot be reopened.
        Assert.True(
            google.State == company.State || google.State == CaseState.Closed,
            $"Google is {google.State}, the CRM {company.State}");
        if (google.State == CaseState.Open)
        {
            Assert.Equal(systems.Company.Traits.StoredPriority(google.Priority!.Value), company.Priority);
        }
    }
}
