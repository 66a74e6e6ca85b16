using CaseSync.GoogleMock.Rest;

namespace CaseSync.GoogleMock.CustomerCare;

/// <summary>Between the desk's words and the wire's.</summary>
internal static class CareTranslation
{
    public static CaseMessage ToMessage(this SupportCase seen, string parentName) => new()
    {
        Name = $"{parentName}/cases/{seen.Number}",
        DisplayName = AbsentIfEmpty(seen.DisplayName),
        Description = seen.Description,
        Classification = new ClassificationMessage(seen.Classification.Id, seen.Classification.DisplayName),
        TimeZone = AbsentIfEmpty(seen.TimeZone),
        SubscriberEmailAddresses = AbsentIfEmpty(seen.SubscriberEmailAddresses),
        State = seen.State.Text(),
        CreateTime = ProtoText.Timestamp(seen.CreatedAt),
        UpdateTime = ProtoText.Timestamp(seen.UpdatedAt),
        Creator = ToMessage(seen.Creator),
        ContactEmail = AbsentIfEmpty(seen.ContactEmail),
        Escalated = seen.Escalated,
        TestCase = seen.TestCase,
        LanguageCode = seen.LanguageCode,
        Priority = seen.Priority.Text(),
    };

    public static CommentMessage ToMessage(this CaseComment comment, string caseName) => new()
    {
        Name = $"{caseName}/comments/{comment.Id}",
        CreateTime = ProtoText.Timestamp(comment.CreatedAt),
        Creator = ToMessage(comment.Creator),
        Body = comment.Body,
        PlainTextBody = comment.Body,
    };

    public static AttachmentMessage ToMessage(this CaseAttachment attachment, string caseName) => new()
    {
        Name = $"{caseName}/attachments/{attachment.Id}",
        CreateTime = ProtoText.Timestamp(attachment.CreatedAt),
        Creator = ToMessage(attachment.Creator),
        Filename = attachment.File.Filename,
        MimeType = attachment.File.MimeType,
        // An int64 is a string, and zero is its default: an empty file has no size on the wire.
        SizeBytes = attachment.File.SizeBytes == 0 ? null : $"{attachment.File.SizeBytes}",
    };

    public static NewCase ToNewCase(this CaseMessage asked, CaseParent parent)
    {
        RefuseOutputOnly(asked);
        return new NewCase
        {
            Parent = parent,
            DisplayName = asked.DisplayName,
            Description = asked.Description,
            ClassificationId = asked.Classification?.Id,
            Priority = CaseWords.ParsePriority(asked.Priority, "case.priority"),
            Creator = ToCreator(asked.Creator),
            TestCase = asked.TestCase,
            TimeZone = asked.TimeZone,
            ContactEmail = asked.ContactEmail,
            LanguageCode = asked.LanguageCode,
            SubscriberEmailAddresses = asked.SubscriberEmailAddresses ?? [],
        };
    }

    public static void RefuseOutputOnly(CaseMessage asked)
    {
        // The discovery document (cloudsupport v2, 20260409) marks neither name nor escalated as read only. But name is
        // an "Identifier", which Google gives (case.proto: field behavior IDENTIFIER), and escalated follows :escalate.
        RefuseOutputOnly(
            ("case.name", asked.Name is not null),
            ("case.state", asked.State is not null),
            ("case.create_time", asked.CreateTime is not null),
            ("case.update_time", asked.UpdateTime is not null),
            ("case.creator.username", asked.Creator?.Username is not null),
            ("case.creator.google_support", asked.Creator is { GoogleSupport: true }));
        if (asked.Escalated)
        {
            throw GoogleApiException.InvalidArgument("case.escalated is changed by :escalate only.");
        }
        if (asked.SubscriberEmailAddresses?.Contains(null!) == true)
        {
            throw GoogleApiException.InvalidArgument(
                "Invalid value at 'case.subscriber_email_addresses' (TYPE_STRING), null");
        }
    }

    public static void RefuseOutputOnly(params ReadOnlySpan<(string Field, bool Present)> fields)
    {
        foreach (var (field, present) in fields)
        {
            if (present)
            {
                throw GoogleApiException.InvalidArgument($"{field} is output only.");
            }
        }
    }

    public static IReadOnlyList<T>? AbsentIfEmpty<T>(IReadOnlyList<T> list) => list.Count == 0 ? null : list;

    private static string? AbsentIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static Actor? ToCreator(ActorMessage? asked)
    {
        if (asked is null or { DisplayName: null, Email: null })
        {
            return null;
        }
        return asked is { DisplayName.Length: > 0, Email.Length: > 0 }
            ? new Actor(asked.DisplayName, asked.Email, GoogleSupport: false)
            : throw GoogleApiException.InvalidArgument(
                "case.creator takes display_name and email together, or neither.");
    }

    private static ActorMessage ToMessage(Actor actor) => new()
    {
        DisplayName = actor.DisplayName,
        Email = actor.Email,
        Username = actor.Email,
        GoogleSupport = actor.GoogleSupport,
    };
}
