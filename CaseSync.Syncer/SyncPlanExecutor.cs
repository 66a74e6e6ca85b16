using System.Diagnostics;
using CaseSync.Core;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mirroring;
using CaseSync.ServiceDefaults.Settings;
using Microsoft.Extensions.Options;

namespace CaseSync.Syncer;

/// <summary>What carrying out a plan came to.</summary>
/// <param name="IsOutOfBudget">The rest is left to another run.</param>
/// <param name="GoogleAccount">Our account at Google as an answer named it; null if none did.</param>
internal sealed record ExecutionResult(IReadOnlyList<StepResult> Steps, bool IsOutOfBudget, string? GoogleAccount)
{
    public static ExecutionResult Nothing { get; } = new([], false, null);
}

/// <summary>
/// Carries out a plan, step by step, under a lease. It stops at the first failure: what comes after may not overtake.
/// </summary>
internal sealed class SyncPlanExecutor(
    ICustomerCare customerCare, ICrm crm, ServedSides served, TimeProvider clock, IOptions<SyncOptions> options,
    ILogger<SyncPlanExecutor> log)
{
    public async Task<ExecutionResult> RunAsync(
        CaseSnapshots seen, SyncPlan plan, CaseLease lease, long startedAt, CancellationToken cancel)
    {
        var run = new Run(seen, lease);
        var results = new List<StepResult>();
        var (isStopped, isOutOfBudget) = (false, false);
        foreach (var step in plan.Steps)
        {
            if (!isStopped && clock.GetElapsedTime(startedAt) > options.Value.RunBudget)
            {
                log.BudgetSpent(seen.Mapping.Id, options.Value.RunBudget);
                (isStopped, isOutOfBudget) = (true, true);
            }

            if (isStopped)
            {
                results.Add(new StepResult.NotSent(step));
                continue;
            }

            var result = await RunStepAsync(step, run, cancel);
            results.Add(result);
            isStopped = result is StepResult.Failed or StepResult.Refused { Step.Action: SyncAction.CreateCase };
        }

        SyncMetrics.Called(results, seen.From);
        return new ExecutionResult(results, isOutOfBudget, run.GoogleAccount);
    }

    private async Task<StepResult> RunStepAsync(SyncStep step, Run run, CancellationToken cancel)
    {
        using var span = CaseSyncTelemetry.Activities.StartActivity(NameOf(step.Action), ActivityKind.Client);
        span?.SetTag(CaseSyncTelemetry.Tags.Item, step.Intent?.Key.ToString());
        span?.SetTag(CaseSyncTelemetry.Tags.Attempt, step.Intent?.Attempts);
        try
        {
            await run.Lease.EnsureAsync(options.Value.RequestTimeout, cancel);
            if (step.RepeatsUnknown)
            {
                CaseSyncTelemetry.AmbiguousWrites.Add(1);
                log.RepeatsUnknownWrite(run.Seen.Mapping.Id, step.Intent!.Key, step.Intent.Attempts);
            }

            var (targetId, created) = await ApplyAsync(step.Action, run, cancel);
            var done = new StepResult.Done(step, clock.GetUtcNow(), targetId, created);
            served.Served(run.Seen.To, done.At);
            WarnOfForeignAccount(run);
            span?.SetTag(CaseSyncTelemetry.Tags.Outcome, "done");
            log.Applied(NameOf(step.Action), run.Seen.Mapping.Id, step.Intent?.Key, targetId);
            return done;
        }
        catch (RemoteCallException error)
        {
            var result = ResultOf(error, step, run.Seen);
            span?.SetTag(CaseSyncTelemetry.Tags.Outcome, result is StepResult.Refused ? "refused" : "failed");
            span?.SetTag(CaseSyncTelemetry.Tags.Reason, error.Outline);
            span?.SetStatus(ActivityStatusCode.Error, error.Outline);
            return result;
        }
    }

    private StepResult ResultOf(RemoteCallException error, SyncStep step, CaseSnapshots seen)
    {
        var now = clock.GetUtcNow();
        var canBeRefused = step.Intent is not null || step.Action is SyncAction.SetPriority;
        var failingSince = step.Intent is { } item ? item.FailingSince : seen.Mapping.On(seen.To).PriorityFailingSince;
        var servedAt = new[] { served.FindLast(seen.To), seen.Ledger.FindLastWritten(seen.To) }.Max();
        if (canBeRefused && error.System != "store"
            && RefusalRule.FindReason(failingSince, error, now, servedAt) is { } reason)
        {
            log.Refused(seen.Mapping.Id, NameOf(step.Action), step.Intent?.Key, error.Message);
            return new StepResult.Refused(step, now, reason);
        }

        log.StepFailed(seen.Mapping.Id, NameOf(step.Action), step.Intent?.Key, error.Message);
        return new StepResult.Failed(step, now, error);
    }

    private async Task<(string? TargetId, CaseRef? Created)> ApplyAsync(
        SyncAction action, Run run, CancellationToken cancel)
    {
        var (from, to) = (run.Seen.From, run.Seen.To);
        switch (action)
        {
            case SyncAction.CreateCase create:
                var made = await SystemOf(to).CreateCaseAsync(create.Draft, cancel);
                run.Refs[to] = made.Ref;
                run.Learn(to, made.Creator);
                return (made.Ref.Value, made.Ref);
            case SyncAction.NameGoogleCase:
                await crm.SetGoogleCaseNameAsync(
                    (CompanyCaseId)run.Refs[Side.Company], (GoogleCaseName)run.Refs[Side.Google], cancel);
                return (null, null);
            case SyncAction.SayPaired:
                return (
                    await CommentAsync(
                        Side.Google, ConnectorText.PairingNotice((CompanyCaseId)run.Refs[Side.Company]), run,
                        cancel), null);
            case SyncAction.SetPriority priority:
                await SystemOf(to).SetPriorityAsync(run.Refs[to], priority.Priority, cancel);
                return (null, null);
            case SyncAction.AddComment comment:
                return (await CommentAsync(to, comment.Body, run, cancel), null);
            case SyncAction.AddNotice notice:
                return (await CommentAsync(notice.On, notice.Text, run, cancel), null);
            case SyncAction.CopyAttachment copy:
                await using (
                    var content = await SystemOf(from).OpenAttachmentAsync(run.Refs[from], copy.Original, cancel))
                {
                    var file = new NewAttachment(
                        copy.Original.FileName, copy.Original.ContentType, copy.Original.SizeBytes);
                    var leased = new LeasedStream(content, run.Lease, LeaseForTransfer());
                    var receipt = await SystemOf(to).AddAttachmentAsync(run.Refs[to], file, leased, cancel);
                    run.Learn(to, receipt.Author);
                    return (receipt.Id, null);
                }

            case SyncAction.CloseCase:
                await SystemOf(to).CloseCaseAsync(run.Refs[to], cancel);
                return (null, null);
            case SyncAction.ReopenCase:
                await crm.ReopenCaseAsync((CompanyCaseId)run.Refs[Side.Company], cancel);
                return (null, null);
            default:
                throw new UnreachableException($"No one has taught the executor {action.GetType().Name}.");
        }
    }

    private async Task<string?> CommentAsync(Side on, string body, Run run, CancellationToken cancel)
    {
        var receipt = await SystemOf(on).AddCommentAsync(run.Refs[on], body, cancel);
        run.Learn(on, receipt.Author);
        return receipt.Id;
    }

    // A transfer may be idle for 20 s before it is given up; the lease must outlast that.
    private TimeSpan LeaseForTransfer()
    {
        var (idle, half) = (TimeSpan.FromSeconds(20), options.Value.LeaseDuration / 2);
        return half < idle ? half : idle > options.Value.RequestTimeout ? idle : options.Value.RequestTimeout;
    }

    private void WarnOfForeignAccount(Run run)
    {
        if (run.GoogleAccount is { } shown && run.Seen.Google.OwnAccount is { } own && !new Author(shown, null).Is(own))
        {
            log.ForeignAccount(own, shown);
        }
    }

    private ICaseSystem SystemOf(Side side) => side == Side.Google ? customerCare : crm;

    private static string NameOf(SyncAction action) => action.GetType().Name;

    private sealed class Run(CaseSnapshots seen, CaseLease lease)
    {
        public CaseSnapshots Seen { get; } = seen;

        public CaseLease Lease { get; } = lease;

        public Dictionary<Side, CaseRef> Refs { get; } = new CaseRef?[] { seen.Source.Case?.Ref, seen.Target.Case?.Ref }
            .OfType<CaseRef>().ToDictionary(id => id.Side);

        public string? GoogleAccount { get; private set; }

        public void Learn(Side on, Author author) => GoogleAccount ??= on == Side.Google ? author.Account : null;
    }
}
