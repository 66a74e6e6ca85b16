namespace CaseSync.Crm.RequestTracker;

/// <summary>
/// Section <c>Crm:RequestTracker</c>: how the company's RT is set up (<c>docs/crm/request-tracker.md</c>).
/// </summary>
public sealed class RequestTrackerOptions
{
    /// <summary>The queue whose tickets are synchronized, and in which mirrors of Google cases are made.</summary>
    public string Queue { get; set; } = "";

    /// <summary>
    /// The login of the connector's account, the one that <c>Crm__Token</c> belongs to: REST 2 does not tell it.
    /// </summary>
    public string Account { get; set; } = "";

    /// <summary>The ticket's custom field for the Google case's name.</summary>
    public string CaseNameField { get; set; } = "GoogleCaseName";

    /// <summary>The ticket's custom field that says <c>true</c> where a ticket is to be synchronized.</summary>
    public string FlagField { get; set; } = "SynchronizeWithGoogleCloudSupport";

    /// <summary>The ticket's custom field for the guide's component; empty: none.</summary>
    public string ComponentField { get; set; } = "Component";

    /// <summary>The status of a ticket that the connector closes.</summary>
    public string ClosedStatus { get; set; } = "resolved";

    /// <summary>The status of a ticket that the connector reopens.</summary>
    public string OpenStatus { get; set; } = "open";

    /// <summary>Further statuses in which a ticket counts as closed; those of RT's default lifecycle.</summary>
    public IReadOnlyList<string> OtherClosedStatuses { get; set; } = ["rejected"];

    internal IEnumerable<string> Failures()
    {
        // What would end a field's name in TicketSQL.
        char[] none = [], marks = ['{', '}', '\'', '\\'];
        foreach (var (name, value, takes, refused) in new[]
        {
            (nameof(Queue), Queue, "the name of a queue", none),
            (nameof(Account), Account, "the login of the connector's account", none),
            (nameof(CaseNameField), CaseNameField, "the name of a ticket custom field", marks),
            (nameof(FlagField), FlagField, "the name of a ticket custom field", marks),
            (nameof(ClosedStatus), ClosedStatus, "a status of the queue's lifecycle", none),
            (nameof(OpenStatus), OpenStatus, "a status of the queue's lifecycle", none),
        })
        {
            if (value.Length == 0 || value.IndexOfAny(refused) >= 0)
            {
                yield return $"Crm__RequestTracker__{name} is '{value}'; it takes {takes}.";
            }
        }
    }
}
