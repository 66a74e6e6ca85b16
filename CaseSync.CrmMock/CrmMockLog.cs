using CaseSync.CrmMock.Cases;

namespace CaseSync.CrmMock;

/// <summary>Events 5000-5999.</summary>
internal static partial class CrmMockLog
{
    [LoggerMessage(EventId = 7001, Level = LogLevel.Information, Message = "Case {CaseId}: {Change}")]
    public static partial void CaseChanged(this ILogger logger, string caseId, CaseChangeKind change);
}
