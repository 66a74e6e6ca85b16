using CaseSync.Core.Cases;
using CaseSync.Core.Doors;

namespace CaseSync.Core.Mirroring;

/// <param name="Wanted">What both sides should have; null when nothing is known or nothing changed.</param>
/// <param name="WriteOn">The side that has another one; null when none must be written.</param>
public sealed record PriorityDecision(Priority? Wanted, Side? WriteOn);

/// <summary>The three-way merge of priorities. The Guide names it as a goal and gives no step.</summary>
public static class PriorityRule
{
    private static readonly PriorityDecision s_nothing = new(null, null);

    /// <param name="agreed">The last agreed value; null before there was one.</param>
    public static PriorityDecision Decide(
        Priority? agreed, Priority? google, Priority? company, SideTraits googleTraits, SideTraits companyTraits)
    {
        // A side that shows no priority, or one not known here, has no say.
        var googleChanged = google is { } g && (agreed is not { } a || g != googleTraits.StoredPriority(a));
        var companyChanged = company is { } c && (agreed is not { } b || c != companyTraits.StoredPriority(b));
        Priority? wanted = (googleChanged, companyChanged) switch
        {
            (true, true) => (Priority)Math.Min((int)google!.Value, (int)company!.Value), // The more urgent wins.
            (true, false) => google,
            (false, true) => company,
            _ => null,
        };
        if (wanted is not { } value)
        {
            return s_nothing;
        }

        var writeOn = google is { } seen && seen != googleTraits.StoredPriority(value) ? Side.Google
            : company is { } there && there != companyTraits.StoredPriority(value) ? Side.Company
            : (Side?)null;
        return new PriorityDecision(value, writeOn);
    }
}
