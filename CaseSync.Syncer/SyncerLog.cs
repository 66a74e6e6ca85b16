using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;

namespace CaseSync.Syncer;

/// <summary>
/// Events 2000 to 2999. Information: we changed a system. Debug: we chose not to. Warning: it is tried again. Error: a
/// person is needed.
/// </summary>
internal static partial class SyncerLog
{
    public static IDisposable? BeginCaseScope(this ILogger logger, CaseMapping mapping) => logger.BeginScope(
        new KeyValuePair<string, object?>[]
        {
            new("Mapping", mapping.Id), new("GoogleCase", mapping.GoogleCaseName?.Value),
            new("CompanyCase", mapping.CompanyCaseId?.Value),
        });

    [LoggerMessage(2001, LogLevel.Debug, "{Case} has no mapping: nothing to sync")]
    public static partial void UnknownCase(this ILogger logger, string @case);

    [LoggerMessage(2002, LogLevel.Warning,
        "{Mapping} is given up: {Reason} It gets another chance when the case changes")]
    public static partial void GivenUp(this ILogger logger, string mapping, string reason);

    [LoggerMessage(2003, LogLevel.Debug, "{Mapping} is held by another sync until {Until:O}")]
    public static partial void Held(this ILogger logger, string mapping, DateTimeOffset until);

    [LoggerMessage(2004, LogLevel.Debug, "{Mapping} waits until {Until:O}, as the other system asked")]
    public static partial void AskedToWait(this ILogger logger, string mapping, DateTimeOffset until);

    [LoggerMessage(2005, LogLevel.Debug, "{Mapping} was changed by another while it was read: that one goes on")]
    public static partial void LostRace(this ILogger logger, string mapping);

    [LoggerMessage(2006, LogLevel.Warning, "{Mapping} could not be synced: {Error} The task stays queued")]
    public static partial void SyncFailed(this ILogger logger, string mapping, string error);

    [LoggerMessage(2007, LogLevel.Debug, "{Mapping}: {From} synced with {Steps} steps; whole: {IsWhole}")]
    public static partial void Synced(this ILogger logger, string mapping, Side from, int steps, bool isWhole);

    [LoggerMessage(2008, LogLevel.Information, "{Action} for {Mapping}, item {Item}: made {TargetId}")]
    public static partial void Applied(
        this ILogger logger, string action, string mapping, ItemKey? item, string? targetId);

    [LoggerMessage(2009, LogLevel.Warning, "{Mapping}: {Action} of {Item} failed: {Error} What comes after it waits")]
    public static partial void StepFailed(
        this ILogger logger, string mapping, string action, ItemKey? item, string error);

    [LoggerMessage(2010, LogLevel.Error,
        "{Mapping}: {Action} of {Item} is refused for good: {Error} It is recorded and passed over")]
    public static partial void Refused(this ILogger logger, string mapping, string action, ItemKey? item, string error);

    [LoggerMessage(2011, LogLevel.Warning,
        "{Mapping}: {Item} is written again (attempt {Attempt}): an earlier one got no answer and left no trace")]
    public static partial void RepeatsUnknownWrite(this ILogger logger, string mapping, ItemKey item, int attempt);

    [LoggerMessage(2012, LogLevel.Information,
        "{Mapping}: Sync__RunBudget ({Budget}) is spent; the rest is queued again")]
    public static partial void BudgetSpent(this ILogger logger, string mapping, TimeSpan budget);

    [LoggerMessage(2014, LogLevel.Debug,
        "{Mapping}: the mapping of its counterpart is at work; they are joined after that")]
    public static partial void CounterpartBusy(this ILogger logger, string mapping);

    [LoggerMessage(2015, LogLevel.Error,
        "{Mapping}: {Created} was made for it, but belongs to another mapping by now; the next attempt looks again")]
    public static partial void CreatedForAnother(this ILogger logger, string mapping, string created);

    [LoggerMessage(2016, LogLevel.Error,
        "Our account at Google is set (or was learned) as {Own}, but Google shows our writes as {Shown}: what we write "
            + "would count as a person's. Correct CustomerCare__Account")]
    public static partial void ForeignAccount(this ILogger logger, string own, string shown);

    [LoggerMessage(2013, LogLevel.Error, "A task could not be carried out: {Error} It stays queued")]
    public static partial void TaskFailed(this ILogger logger, string error);

    [LoggerMessage(2019, LogLevel.Warning,
        "{Mapping}: the {Side} case's next task could not be made: {Error} The next poll makes it")]
    public static partial void TaskWaits(this ILogger logger, string mapping, Side side, string error);
}
