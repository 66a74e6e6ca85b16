using CaseSync.CrmMock.Cases;

namespace CaseSync.CrmMock;

/// <summary>Events 7000 to 7999.</summary>
internal static partial class CrmMockLog
{
    [LoggerMessage(EventId = 7001, Level = LogLevel.Information, Message = "Case {CaseId}: {Change}")]
    public static partial void CaseChanged(this ILogger logger, string caseId, CaseChangeKind change);
}
