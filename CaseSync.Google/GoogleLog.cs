using Microsoft.Extensions.Logging;

namespace CaseSync.Google;

/// <summary>Events 3000 to 3099.</summary>
internal static partial class GoogleLog
{
    [LoggerMessage(EventId = 3000, Level = LogLevel.Debug,
        Message = "Left out {Skipped} of {Found} Google cases: not under CustomerCare__Projects")]
    public static partial void SkippedOtherProjects(this ILogger logger, int skipped, int found);

    [LoggerMessage(EventId = 3001, Level = LogLevel.Error,
        Message = "Left out a Google case: its name '{Name}' is not <projects or organizations>/<id>/cases/<number>")]
    public static partial void UnusableCaseName(this ILogger logger, string? name);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Error,
        Message = "Google offers no classification {ClassificationId} (any more): set CustomerCare__ClassificationId")]
    public static partial void UnknownClassification(this ILogger logger, string classificationId);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Debug,
        Message = "Cases are made with classification {ClassificationId}, {DisplayName}")]
    public static partial void KnownClassification(this ILogger logger, string classificationId, string displayName);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Warning,
        Message = "Could not look up classification {ClassificationId}: {Reason}")]
    public static partial void ClassificationNotChecked(this ILogger logger, string classificationId, string reason);

    [LoggerMessage(EventId = 3005, Level = LogLevel.Warning, Message = "Refused a call to {Path}: {Reason}")]
    public static partial void RefusedTaskToken(this ILogger logger, string path, string reason);

    [LoggerMessage(EventId = 3006, Level = LogLevel.Warning, Message = "Refused a request of {Path}: {Reason}")]
    public static partial void RefusedIapToken(this ILogger logger, string path, string reason);
}
