using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.ServiceDefaults.Settings;
using CaseSync.Syncer;
using CaseSync.Tests.Builders;
using CaseSync.Tests.Doors;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CaseSync.Tests.Mirroring;

/// <summary>
/// The compiler does not check a switch over a closed family: every action is fed to what carries it out.
/// </summary>
public sealed class SyncActionMembersTests
{
    private static readonly (SyncAction Action, string OnGoogle, string OnCompany)[] s_fromCompany =
    [
        (new SyncAction.CreateCase(new NewCase("Disk", "", null, null)), "create Disk", ""),
        (new SyncAction.NameGoogleCase(), "", "name 78 projects/shop/cases/5123"),
        (new SyncAction.SayPaired(), "comment projects/shop/cases/5123 This case is now syncing with Company Case: 78",
            ""),
        (new SyncAction.SetPriority(Priority.P1), "priority projects/shop/cases/5123 P1", ""),
        (new SyncAction.AddComment("Hello."), "comment projects/shop/cases/5123 Hello.", ""),
        (new SyncAction.CopyAttachment(A.Attachment("a")), "attach projects/shop/cases/5123 log.txt", ""),
        (new SyncAction.AddNotice(Side.Company, "Sorry."), "", "comment 78 Sorry."),
        (new SyncAction.CloseCase(), "close projects/shop/cases/5123", ""),
        (new SyncAction.ReopenCase(), "", "reopen 78"),
    ];

    public static TheoryData<string> Actions => [.. s_fromCompany.Select(row => row.Action.GetType().Name)];

    [Fact]
    public void Actions_AllMembers_AreInTheTable()
    {
        var members = typeof(SyncAction).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(SyncAction)));

        Assert.Equal(members.Select(type => type.Name).Order(), Actions.Select(row => row.Data).Order());
    }

    [Theory, MemberData(nameof(Actions))]
    public async Task Executor_EveryAction_CarriesItOutOnItsSide(string member)
    {
        var (action, onGoogle, onCompany) = s_fromCompany.Single(row => row.Action.GetType().Name == member);
        var (google, company) = (new RecordingSystem(Side.Google), new RecordingSystem(Side.Company));
        var clock = new FakeTimeProvider(A.Noon);
        var executor = new SyncPlanExecutor(
            google, company, new ServedSides(), clock, Options.Create(new SyncOptions()),
            NullLogger<SyncPlanExecutor>.Instance);
        var lease = new CaseLease(
            OneMappingStore.With(A.Pair), clock, IdentityKey.Of(A.CompanyId), "me", TimeSpan.FromMinutes(1),
            clock.GetTimestamp());

        var result = await executor.RunAsync(
            A.Quiet(Side.Company), new SyncPlan { Steps = [new SyncStep(action)] }, lease, clock.GetTimestamp(),
            TestContext.Current.CancellationToken);

        var done = Assert.IsType<StepResult.Done>(Assert.Single(result.Steps));
        Assert.Equal((onGoogle, onCompany), (string.Join(';', google.Writes), string.Join(';', company.Writes)));
        Assert.Equal(action is SyncAction.CreateCase ? A.GoogleName : null, done.Created);
    }
}
