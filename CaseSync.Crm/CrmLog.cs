using Microsoft.Extensions.Logging;

namespace CaseSync.Crm;

/// <summary>Events 3100 to 3199.</summary>
internal static partial class CrmLog
{
    [LoggerMessage(EventId = 3100, Level = LogLevel.Error,
        Message = "Left out a CRM case: its id '{Id}' is not 1 to 100 printable ASCII characters, no space or quote")]
    public static partial void UnusableCaseId(this ILogger logger, string? id);

    [LoggerMessage(EventId = 3101, Level = LogLevel.Warning,
        Message = "CRM case {Id} names the Google case '{Name}', which is no Google case name; taken as none")]
    public static partial void UnusableGoogleCaseName(this ILogger logger, string? id, string? name);
}
