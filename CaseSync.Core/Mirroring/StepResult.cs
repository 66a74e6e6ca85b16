using CaseSync.Core.Cases;
using CaseSync.Core.Doors;

namespace CaseSync.Core.Mirroring;

/// <summary>How a step ended.</summary>
public abstract record StepResult
{
    private StepResult(SyncStep step) => Step = step;

    public SyncStep Step { get; }

    /// <param name="TargetId">Of what was made; null where nothing was, or the system does not say.</param>
    /// <param name="Created">The counterpart, if the step made it.</param>
    public sealed record Done(SyncStep Step, DateTimeOffset At, string? TargetId = null,
        CaseRef? Created = null) : StepResult(Step);

    /// <summary>The target will never take this item.</summary>
    public sealed record Refused(SyncStep Step, DateTimeOffset At, string Reason) : StepResult(Step);

    public sealed record Failed(SyncStep Step, DateTimeOffset At, RemoteCallException Error) : StepResult(Step);

    /// <summary>It was not this step's turn any more: an earlier one failed, or the time was up.</summary>
    public sealed record NotSent(SyncStep Step) : StepResult(Step);
}
