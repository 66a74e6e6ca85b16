using CaseSync.GoogleMock.Rest;

namespace CaseSync.GoogleMock.CustomerCare;

/// <summary>
/// What a patch changes. An empty mask means all three fields, so a patch of the priority alone empties the rest: this
/// is what Google does.
/// </summary>
internal sealed record CasePatch(CaseMessage Asked, bool Priority, bool DisplayName, bool Subscribers)
{
    public static CasePatch Parse(string? mask, CaseMessage asked)
    {
        CareTranslation.RefuseOutputOnly(asked);
        var patch = new CasePatch(asked, mask is null, mask is null, mask is null);
        foreach (var path in mask?.Split(',') ?? [])
        {
            patch = path switch
            {
                "priority" => patch with { Priority = true },
                "display_name" or "displayName" => patch with { DisplayName = true },
                "subscriber_email_addresses" or "subscriberEmailAddresses" => patch with { Subscribers = true },
                _ => throw GoogleApiException.InvalidArgument(
                $"Invalid update_mask: \"{path}\" is not a field that can be updated."),
            };
        }
        // Parsed although the mask may leave it out: an unknown enum text makes the body unreadable.
        CaseWords.ParsePriority(asked.Priority, "case.priority");
        return patch;
    }

    public SupportCase Apply(SupportCase seen) => seen with
    {
        Priority = Priority
            ? CaseWords.ParsePriority(Asked.Priority, "case.priority")
                ?? throw GoogleApiException.InvalidArgument("priority is to be updated and must not be empty.")
            : seen.Priority,
        DisplayName = DisplayName ? Asked.DisplayName ?? "" : seen.DisplayName,
        SubscriberEmailAddresses = Subscribers
            ? [.. Asked.SubscriberEmailAddresses ?? []]
            : seen.SubscriberEmailAddresses,
    };
}
