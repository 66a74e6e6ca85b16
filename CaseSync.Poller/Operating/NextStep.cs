using System.Globalization;
using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;

namespace CaseSync.Poller.Operating;

/// <summary>What happens next with a case.</summary>
/// <param name="Words">With <see cref="Place"/> where the instant belongs.</param>
internal sealed record NextStep(string Words, DateTimeOffset? At = null)
{
    public const string Place = "{at}";

    /// <summary>The queue's longest pause between two tries, as <c>deploy/schedule.json</c> has it.</summary>
    public const int RetryMinutesMax = 10;

    private static readonly Side[] s_sides = [Side.Google, Side.Company];

    public override string ToString() =>
        Words.Replace(Place, At?.ToString("u", CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <param name="now">By the store's clock, as leases are.</param>
    /// <param name="lastTries">When a side was tried last, where that is known.</param>
    public static IReadOnlyList<NextStep> Of(
        CaseMapping mapping, DateTimeOffset now, IReadOnlyDictionary<Side, DateTimeOffset> lastTries) => mapping switch
        {
            { BrokenReason: not null } => [new("Nothing, until either case changes or somebody retries it.")],
            { IsPaused: true } => [new("Nothing, until the CRM's flag is set again.")],
            { Lease: { } lease } when lease.IsHeldAt(now) =>
                [new($"A sync is at work on it, until {Place} at the latest.", lease.Until)],
            _ => [.. s_sides.Select(side => Of(mapping.On(side), side, now, lastTries)).OfType<NextStep>()
                .DefaultIfEmpty(Quiet(mapping))],
        };

    private static NextStep Quiet(CaseMapping mapping) => new(mapping.ResolvedAt is null
        ? "The next change of either case is seen within a minute."
        : "Both sides are closed; a comment or a reopening is still carried over.");

    private static NextStep? Of(
        SideProgress progress, Side side, DateTimeOffset now, IReadOnlyDictionary<Side, DateTimeOffset> lastTries)
    {
        var changes = $"{SideNames.First(side)}'s changes";
        return progress switch
        {
            { DirtySince: null } => null,
            { NextTryAt: { } at } when at > now =>
                new($"{changes}: tried again after {Place}, as the other system asked.", at),
            { IsUnqueued: true } =>
                new($"{changes}: not in the queue yet; the next poll of {SideNames.Of(side)}, within a minute, puts "
                    + "them there."),
            { CheckDueAt: { } at } =>
                new($"{changes} are carried over; it is looked at once more at {Place}.", at),
            { LastError: not null } when lastTries.TryGetValue(side, out var at) =>
                new(
                    $"{changes}: tried last at {Place}; "
                        + $"the queue tries again within {RetryMinutesMax} minutes of that.",
                    at),
            { LastError: not null } =>
                new($"{changes}: the last try failed; the queue tries again within {RetryMinutesMax} minutes of it."),
            _ => new($"{changes}: in the queue."),
        };
    }
}
