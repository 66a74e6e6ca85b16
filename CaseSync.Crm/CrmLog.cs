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

    [LoggerMessage(EventId = 3102, Level = LogLevel.Error,
        Message = "RT made ticket {Id} without the value of '{CaseNameField}' or '{FlagField}': may our account set "
            + "them, and do they take any text?")]
    public static partial void IncompleteTicket(this ILogger logger, string id, string caseNameField, string flagField);

    [LoggerMessage(EventId = 3103, Level = LogLevel.Error,
        Message = "Crm__RequestTracker__Account is '{Account}', and what we write is by '{Creator}': our own comments "
            + "pass for a person's")]
    public static partial void OtherAccount(this ILogger logger, string account, string? creator);

    [LoggerMessage(EventId = 3104, Level = LogLevel.Warning,
        Message = "Ticket {Id} is made, and could not be read back: {Error}")]
    public static partial void TicketNotReadBack(this ILogger logger, string id, string error);
}
