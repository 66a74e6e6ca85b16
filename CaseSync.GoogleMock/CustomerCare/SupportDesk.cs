using CaseSync.GoogleMock.Rest;

namespace CaseSync.GoogleMock.CustomerCare;

/// <summary>All cases and every rule about them. The API and the page are thin over it.</summary>
internal sealed class SupportDesk(TimeProvider clock)
{
    /// <summary>Google says "characters"; the mock counts UTF-16 units, the strictest reading for most texts.</summary>
    public const int CommentLengthMax = 12_800;

    private const long CaseNumberMin = 10_000_000;
    private const long CaseNumbers = 90_000_000;

    private static readonly string[] s_languages = ["en", "ja", "ko", "zh-CN", "zh-TW"];

    private readonly Lock _lock = new();
    private readonly Dictionary<long, SupportCase> _cases = [];

    // Another run must not give a number again: whoever mirrored this run's cases still knows them by it.
    private long _lastCase = clock.GetUtcNow().ToUnixTimeSeconds();
    private long _lastItemId;

    /// <summary>Raised after every change, outside the lock.</summary>
    public event Action? Changed;

    public IReadOnlyList<SupportCase> All()
    {
        lock (_lock)
        {
            return [.. _cases.Values];
        }
    }

    public SupportCase? Find(long number)
    {
        lock (_lock)
        {
            return _cases.GetValueOrDefault(number);
        }
    }

    public SupportCase Open(NewCase draft, Actor by)
    {
        var now = ProtoText.Truncate(clock.GetUtcNow());
        SupportCase opened;
        lock (_lock)
        {
            opened = new SupportCase
            {
                Number = CaseNumberMin + (++_lastCase % CaseNumbers), // Eight digits.
                Parent = draft.Parent,
                DisplayName = Required(draft.DisplayName, "display_name"),
                Description = Required(draft.Description, "description"),
                Classification = Classification.Get(Required(draft.ClassificationId, "classification.id")),
                Priority = draft.Priority ?? throw Missing("priority"),
                Creator = draft.Creator ?? by,
                CreatedAt = now,
                UpdatedAt = now,
                TestCase = draft.TestCase,
                TimeZone = draft.TimeZone,
                ContactEmail = draft.ContactEmail,
                LanguageCode = s_languages.Contains(draft.LanguageCode) ? draft.LanguageCode! : "en",
                SubscriberEmailAddresses = [.. draft.SubscriberEmailAddresses],
            };
            _cases.Add(opened.Number, opened);
        }
        Changed?.Invoke();
        return opened;
    }

    /// <summary>A closed case cannot be changed.</summary>
    public SupportCase Patch(long number, Func<SupportCase, SupportCase> change) => Update(number, (seen, _) =>
        seen.State == CaseState.Closed
            ? throw GoogleApiException.FailedPrecondition($"Case {number} is closed and cannot be updated.")
            : change(seen));

    public SupportCase SetPriority(long number, CasePriority priority) =>
        Patch(number, seen => seen with { Priority = priority });

    public SupportCase Close(long number) => Update(number, (seen, _) => seen.State == CaseState.Closed
        ? throw GoogleApiException.FailedPrecondition($"Case {number} is closed already.")
        : seen with { State = CaseState.Closed });

    /// <summary>Only the page offers this: Google's console can reopen a case, its API cannot.</summary>
    public SupportCase Reopen(long number) => Update(number, (seen, _) => seen.State != CaseState.Closed
        ? throw GoogleApiException.FailedPrecondition($"Case {number} is not closed.")
        : seen with { State = CaseState.InProgressGoogleSupport });

    public SupportCase Escalate(long number) => Patch(number, seen => seen with { Escalated = true });

    /// <summary>Whether a closed case takes comments is not documented; here it does, and stays closed.</summary>
    public CaseComment AddComment(long number, string? body, Actor by)
    {
        if (Required(body, "comment.body").Length > CommentLengthMax)
        {
            throw GoogleApiException.InvalidArgument(
                $"comment.body has {body!.Length} characters; it takes at most {CommentLengthMax}.");
        }
        return Update(number, (seen, now) => seen with
        {
            Comments = seen.Comments.Add(new CaseComment(++_lastItemId, body!, by, now)),
            State = seen.State == CaseState.New && by.GoogleSupport ? CaseState.InProgressGoogleSupport : seen.State,
        }).Comments[^1];
    }

    /// <summary>As with comments, a closed case takes files.</summary>
    public CaseAttachment AddAttachment(long number, StoredFile file, Actor by) =>
        Update(number, (seen, now) => seen with
        {
            Attachments = seen.Attachments.Add(new CaseAttachment(++_lastItemId, file, by, now)),
        }).Attachments[^1];

    private SupportCase Update(long number, Func<SupportCase, DateTimeOffset, SupportCase> change)
    {
        SupportCase changed;
        lock (_lock)
        {
            var seen = _cases.GetValueOrDefault(number)
                ?? throw GoogleApiException.NotFound($"Case {number} not found.");
            var now = ProtoText.Truncate(clock.GetUtcNow());
            changed = change(seen, now) with { UpdatedAt = now };
            _cases[number] = changed;
        }
        Changed?.Invoke();
        return changed;
    }

    private static string Required(string? value, string field) =>
        string.IsNullOrEmpty(value) ? throw Missing(field) : value;

    private static GoogleApiException Missing(string field) =>
        GoogleApiException.InvalidArgument($"{field} is required.");
}
