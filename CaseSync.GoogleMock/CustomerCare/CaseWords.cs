using CaseSync.GoogleMock.Rest;

namespace CaseSync.GoogleMock.CustomerCare;

internal enum CaseState
{
    New,
    InProgressGoogleSupport,
    ActionRequired,
    SolutionProvided,
    Closed,
}

internal enum CasePriority
{
    P0,
    P1,
    P2,
    P3,
    P4,
}

/// <summary>The enum texts of the wire.</summary>
internal static class CaseWords
{
    private static readonly string[] s_escalationReasons = ["RESOLUTION_TIME", "TECHNICAL_EXPERTISE",
        "BUSINESS_IMPACT"];

    public static string Text(this CaseState state) => state switch
    {
        CaseState.New => "NEW",
        CaseState.InProgressGoogleSupport => "IN_PROGRESS_GOOGLE_SUPPORT",
        CaseState.ActionRequired => "ACTION_REQUIRED",
        CaseState.SolutionProvided => "SOLUTION_PROVIDED",
        _ => "CLOSED",
    };

    public static string Text(this CasePriority priority) => priority.ToString();

    /// <summary>Null when the text is the default value, which proto-JSON cannot tell from an absent one.</summary>
    public static CasePriority? ParsePriority(string? text, string field) => text switch
    {
        null or "PRIORITY_UNSPECIFIED" => null,
        "P0" => CasePriority.P0,
        "P1" => CasePriority.P1,
        "P2" => CasePriority.P2,
        "P3" => CasePriority.P3,
        "P4" => CasePriority.P4,
        _ => throw GoogleApiException.InvalidArgument(
            $"Invalid value at '{field}' (type.googleapis.com/google.cloud.support.v2.Case.Priority), \"{text}\""),
    };

    public static void CheckEscalationReason(string? text)
    {
        if (text is null or "REASON_UNSPECIFIED")
        {
            throw GoogleApiException.InvalidArgument("escalation.reason is required.");
        }
        if (!s_escalationReasons.Contains(text))
        {
            throw GoogleApiException.InvalidArgument(
                "Invalid value at 'escalation.reason' "
                + $"(type.googleapis.com/google.cloud.support.v2.Escalation.Reason), \"{text}\"");
        }
    }
}
