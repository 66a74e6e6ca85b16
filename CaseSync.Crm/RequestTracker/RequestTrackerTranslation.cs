using System.Globalization;
using System.Text;
using System.Text.Json;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.ServiceDefaults.RemoteCalls;

namespace CaseSync.Crm.RequestTracker;

/// <summary>Between our words and RT's.</summary>
internal sealed class RequestTrackerTranslation(RequestTrackerOptions options)
{
    /// <summary>What an administrator removed; RT keeps the row.</summary>
    private const string Deleted = "deleted";

    private const string FlagOn = "true";

    /// <summary>What we write for each, and the least number that reads as it: halfway between two.</summary>
    private static readonly (Priority Priority, int Written, int Least)[] s_priorities =
    [
        (Priority.P0, 100, 88), (Priority.P1, 75, 63), (Priority.P2, 50, 38), (Priority.P3, 25, 13),
        (Priority.P4, 0, int.MinValue),
    ];

    /// <summary>The case; null for a ticket that was deleted.</summary>
    public SupportCase? FindCase(WireTicket ticket) => ticket.Status == Deleted ? null : new SupportCase
    {
        Ref = IdOf(ticket.Id),
        Title = ticket.Subject,
        Priority = FindPriority(ticket.Priority),
        State = IsClosed(ticket.Status) ? CaseState.Closed : CaseState.Open,
        CreatedAt = ticket.Created,
        UpdatedAt = ticket.LastUpdated,
        Creator = ToAuthor(ticket.Creator),
        IsSyncRequested = IsSame(ValueOf(ticket, options.FlagField), FlagOn), // As RT compares it in searches.
        GoogleCaseName = GoogleCaseName.TryParse(ValueOf(ticket, options.CaseNameField), out var name) ? name : null,
    };

    public WireTicketChange ToWire(NewCase draft)
    {
        var fields = new Dictionary<string, string> { [options.FlagField] = FlagOn };
        if (draft.GoogleCaseName is { } name)
        {
            fields.Add(options.CaseNameField, name.Value);
        }

        if (options.ComponentField.Length > 0)
        {
            fields.Add(options.ComponentField, "Google Cloud");
        }

        return new WireTicketChange
        {
            Queue = options.Queue,
            Subject = draft.Title,
            Content = draft.Description,
            ContentType = PlainText,
            Priority = draft.Priority is { } priority ? ToWire(priority) : null,
            CustomFields = fields,
        };
    }

    public WireTicketChange Named(GoogleCaseName name) => new()
    {
        CustomFields = new Dictionary<string, string> { [options.CaseNameField] = name.Value },
    };

    /// <summary>What a new ticket must have, or it is lost to us.</summary>
    public bool IsWhole(WireTicket ticket, NewCase draft) => FindCase(ticket) is { IsSyncRequested: true } made
        && Equals(made.GoogleCaseName, draft.GoogleCaseName);

    /// <summary>Without regard to case, as RT reads the names that people gave to statuses and fields.</summary>
    public bool IsClosed(string? status) => status is not null
        && options.OtherClosedStatuses.Append(options.ClosedStatus).Any(closed => IsSame(closed, status));

    public static string? ValueOf(WireTicket ticket, string field) =>
        ticket.CustomFields?.FirstOrDefault(one => IsSame(one.Name, field))?.Values is [var value, ..]
            && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;

    public static bool IsSame(string? name, string other) =>
        string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// TicketSQL for the queue's flagged tickets that changed in the last so many seconds (all when null). Relative:
    /// RT reads a literal time in our account's own time zone, takes <c>…T…Z</c> for midnight, and answers 200. Nor
    /// "seconds ago": it takes the number of <c>3600 seconds ago</c> for a year, and of <c>200000</c> for a date.
    /// </summary>
    public string Updated(long? secondsAgo)
    {
        var since = secondsAgo is { } seconds
            ? string.Create(CultureInfo.InvariantCulture, $" AND LastUpdated >= '-{seconds} seconds'")
            : "";
        return $"Queue = {Quote(options.Queue)} AND {Field(options.FlagField)} = '{FlagOn}'{since}";
    }

    /// <summary>In whatever queue: somebody may have moved it.</summary>
    public string WithName(GoogleCaseName name) => $"{Field(options.CaseNameField)} = {Quote(name.Value)}";

    /// <summary>What people wrote, newest first; the first of all, of type <c>Create</c>, is the description.</summary>
    public static string TransactionsOf(CompanyCaseId id, long? before) =>
        $"ObjectType = 'RT::Ticket' AND ObjectId = {id.Value}"
        + $" AND (Type = '{Create}' OR Type = '{Correspond}' OR Type = '{Note}')"
        + (before is { } last ? string.Create(CultureInfo.InvariantCulture, $" AND id < {last}") : "");

    public static string CreationOf(CompanyCaseId id) =>
        $"ObjectType = 'RT::Ticket' AND ObjectId = {id.Value} AND Type = '{Create}'";

    public const string Create = "Create";
    public const string Correspond = "Correspond";
    public const string Note = "Comment";
    public const string PlainText = "text/plain";

    /// <summary>Numbers, never labels: on an update, one that the queue does not know silently becomes 0.</summary>
    public static int ToWire(Priority priority) => s_priorities.First(one => one.Priority == priority).Written;

    public static Author ToAuthor(WireUser? user) => user?.Id is { Length: > 0 } login
        ? new Author(login, string.IsNullOrWhiteSpace(user.RealName) ? login : user.RealName)
        : Author.Unknown;

    public static CompanyCaseId IdOf(long ticket) =>
        CompanyCaseId.Parse(ticket.ToString(CultureInfo.InvariantCulture));

    /// <summary>RT keeps what follows the last slash; of quotation marks, what a form makes of them.</summary>
    public static string StoredFileName(string name) => UploadForm.Sent(name[(name.LastIndexOf('/') + 1)..]);

    private static Priority? FindPriority(JsonElement wire)
    {
        var text = wire.ValueKind is JsonValueKind.String or JsonValueKind.Number ? $"{wire}" : "";
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return s_priorities.First(one => number >= one.Least).Priority;
        }

        // A label that was given on create comes back as it was given.
        return Enum.TryParse<Priority>(text, ignoreCase: true, out var labelled) ? labelled : null;
    }

    private static string Field(string name) => $"'CF.{{{name}}}'";

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (var c in text)
        {
            _ = c is '\'' or '\\' ? quoted.Append('\\').Append(c) : quoted.Append(c);
        }

        return quoted.Append('\'').ToString();
    }
}
