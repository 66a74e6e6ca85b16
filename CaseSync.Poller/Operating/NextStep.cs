using System.Globalization;
using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;

namespace CaseSync.Poller.Operating;

/// <summary>What happens next with a case.</summary>
/// <param name="Words">With <see cref="Place"/> where the instant belongs.</param>
internal sealed record NextStep(string Words, DateTimeOffset? At = null)
{
    public const string Place = "{at}";

    private static readonly Side[] s_sides = [Side.Google, Side.Company];

    public override string ToString() =>
        Words.Replace(Place, At?.ToString("u", CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <param name="now">By the store's clock, as leases are.</param>
    public static IReadOnlyList<NextStep> Of(CaseMapping mapping, DateTimeOffset now) => mapping switch
    {
        { BrokenReason: not null } => [new("Nothing, until either case changes or somebody retries it.")],
        { IsPaused: true } => [new("Nothing, until the CRM's flag is set again.")],
        { Lease: { } lease } when lease.IsHeldAt(now) =>
            [new($"A sync is at work on it, until {Place} at the latest.", lease.Until)],
        _ => [.. s_sides.Select(side => Of(mapping.On(side), side, now)).OfType<NextStep>()
            .DefaultIfEmpty(Quiet(mapping))],
    };

    private static NextStep Quiet(CaseMapping mapping) => new(mapping.ResolvedAt is null
        ? "The next change of either case is seen within a minute."
        : "Both sides are closed; a comment or a reopening is still carried over.");

    private static NextStep? Of(SideProgress progress, Side side, DateTimeOffset now) => progress switch
    {
        { DirtySince: null } => null,
        { NextTryAt: { } at } when at > now =>
            new($"{side}'s changes: tried again after {Place}, as the other system asked.", at),
        { CheckDueAt: { } at } => new($"{side}'s changes are carried over; it is looked at once more at {Place}.", at),
        { LastError: not null } => new($"{side}'s changes: tried again by the queue, at the latest in 10 minutes."),
        _ => new($"{side}'s changes: in the queue."),
    };
}
