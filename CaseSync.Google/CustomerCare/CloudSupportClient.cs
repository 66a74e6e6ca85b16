using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.ServiceDefaults.RemoteCalls;
using Microsoft.Extensions.Logging;

namespace CaseSync.Google.CustomerCare;

/// <summary>
/// Cloud Support API v2, over REST: Google's generated clients either lack the media methods or are not needed for
/// eleven calls.
/// </summary>
internal sealed class CloudSupportClient(
    RemoteApi api, CustomerCareOptions options, ILogger<CloudSupportClient> log) : ICustomerCare
{
    private const int PageSize = 100; // Guide: the most for comments; the API's own default is 10.
    private const int TextLengthMax = 12_800;

    private static readonly CloudSupportJson s_json = CloudSupportJson.Default;
    private readonly ProjectFilter _projects = ProjectFilter.Parse(options);

    public SideTraits Traits { get; } = new()
    {
        Side = Side.Google,
        // Times carry fractions, but nothing promises that a search or an update keeps them.
        TimeGranularity = TimeSpan.FromSeconds(1),
        SearchLag = options.SearchLag,
        // The API says 12,800 characters, not which; UTF-16 units are the smallest of the candidates but bytes.
        CommentLengthMax = TextLengthMax,
        // Undocumented: the same for a description, and what most systems take for a title.
        DescriptionLengthMax = TextLengthMax,
        TitleLengthMax = 255,
        CanReopen = false,
    };

    public async IAsyncEnumerable<CasePage> SearchUpdatedAsync(
        DateTimeOffset? updatedAfter, [EnumeratorCancellation] CancellationToken cancel)
    {
        // An empty query is every case under the parent.
        var query = updatedAfter is { } instant ? CloudSupportTranslation.UpdatedAfter(instant) : "";
        await foreach (var page in ReadCasePagesAsync(query, cancel))
        {
            var cases = ReadableCases(page.Value);
            var mirrored = cases.Where(_projects.Includes).ToList();
            if (mirrored.Count < cases.Count)
            {
                log.SkippedOtherProjects(cases.Count - mirrored.Count, cases.Count);
            }
            yield return new CasePage(mirrored, page.ServerTime);
        }
    }

    public async IAsyncEnumerable<SupportCase> SearchTextAsync(
        string text, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var page in ReadCasePagesAsync(CloudSupportTranslation.Phrase(text), cancel))
        {
            foreach (var found in ReadableCases(page.Value))
            {
                yield return found;
            }
        }
    }

    public async Task<CaseRead> FindCaseAsync(CaseRef id, CancellationToken cancel)
    {
        var name = (GoogleCaseName)id;
        var answer = await api.FindAsync(RemoteRequest.Find("cases.get", $"v2/{name}"), s_json.WireCase, cancel);
        return new CaseRead(
            answer.Value is { } wire
                ? CloudSupportTranslation.FindCase(wire) ?? CloudSupportTranslation.ToCase(wire, name)
                : null,
            answer.ServerTime);
    }

    public async Task<SupportCase> CreateCaseAsync(NewCase draft, CancellationToken cancel)
    {
        var request = RemoteRequest.Post("cases.create", $"v2/{options.CreateParentOrParent}/cases")
            .WithJson(CloudSupportTranslation.ToWire(draft, options), s_json.WireCase);
        var answer = await api.CallAsync(request, s_json.WireCase, cancel);
        return CloudSupportTranslation.FindCase(answer.Value) ?? throw new RemoteCallException(
            "google", request.Operation, RemoteFailure.Unavailable,
            $"google cases.create gave the case the name '{answer.Value.Name}'")
        {
            MayHaveTakenEffect = true,
        };
    }

    public Task SetPriorityAsync(CaseRef id, Priority priority, CancellationToken cancel)
    {
        // Without a mask the API takes all patchable fields from the body: it would wipe title and subscribers.
        var request = RemoteRequest.Patch("cases.patch", $"{CasePath(id)}?updateMask=priority")
            .WithJson(new WireCase { Priority = CloudSupportTranslation.ToWire(priority) }, s_json.WireCase);
        return api.SendAsync(request, cancel);
    }

    public async Task CloseCaseAsync(CaseRef id, CancellationToken cancel)
    {
        var request = RemoteRequest.Post("cases.close", $"{CasePath(id)}:close")
            .WithJson(new WireNothing(), s_json.WireNothing);
        try
        {
            await api.SendAsync(request, cancel);
        }
        catch (RemoteCallException e) when (e.Failure is RemoteFailure.Conflict or RemoteFailure.Rejected)
        {
            // What a second close answers is not documented; a case that is closed is what was wanted.
            if (await FindCaseAsync(id, cancel) is not { Case.State: CaseState.Closed })
            {
                throw;
            }
        }
    }

    public async IAsyncEnumerable<Comment> ReadCommentsAsync(
        CaseRef id, [EnumeratorCancellation] CancellationToken cancel)
    {
        var pages = ReadPagesAsync(
            "comments.list", $"{CasePath(id)}/comments?", s_json.WireCommentPage, page => page.NextPageToken, cancel);
        await foreach (var page in pages)
        {
            foreach (var wire in page.Value.Comments ?? [])
            {
                yield return CloudSupportTranslation.FindComment(wire)
                    ?? throw Unreadable("comments.list", id, wire.Name);
            }
        }
    }

    public async Task<WriteReceipt> AddCommentAsync(CaseRef id, string body, CancellationToken cancel)
    {
        var request = RemoteRequest.Post("comments.create", $"{CasePath(id)}/comments")
            .WithJson(new WireComment { Body = body }, s_json.WireComment);
        var answer = await api.CallAsync(request, s_json.WireComment, cancel);
        return CloudSupportTranslation.ToReceipt(answer.Value.Name, answer.Value.Creator);
    }

    public async IAsyncEnumerable<Attachment> ReadAttachmentsAsync(
        CaseRef id, [EnumeratorCancellation] CancellationToken cancel)
    {
        var pages = ReadPagesAsync(
            "attachments.list", $"{CasePath(id)}/attachments?", s_json.WireAttachmentPage, page => page.NextPageToken,
            cancel);
        await foreach (var page in pages)
        {
            foreach (var wire in page.Value.Attachments ?? [])
            {
                yield return CloudSupportTranslation.FindAttachment(wire)
                    ?? throw Unreadable("attachments.list", id, wire.Name);
            }
        }
    }

    public Task<Stream> OpenAttachmentAsync(CaseRef id, Attachment attachment, CancellationToken cancel)
    {
        var path = $"{CasePath(id)}/attachments/{Uri.EscapeDataString(attachment.Id)}:download?alt=media";
        return api.OpenAsync(RemoteRequest.Get("media.download", path), cancel);
    }

    public async Task<WriteReceipt> AddAttachmentAsync(
        CaseRef id, NewAttachment file, Stream content, CancellationToken cancel)
    {
        var name = Uri.EscapeDataString(file.FileName);
        var answer = await api.UploadAsync(
            RemoteRequest.Post(
                "media.upload", $"upload/{CasePath(id)}/attachments?attachment.filename={name}&uploadType=media"),
            content, file.SizeBytes, file.ContentType, s_json.WireAttachment, cancel);
        return CloudSupportTranslation.ToReceipt(answer.Value.Name, answer.Value.Creator);
    }

    // The API has no "who am I"; without the setting the caller learns it from the answers to our own writes.
    public Task<string?> FindOwnAccountAsync(CancellationToken cancel) =>
        Task.FromResult(string.IsNullOrWhiteSpace(options.Account) ? null : options.Account);

    /// <summary>The display name of a classification; null when the API does not offer it (any more).</summary>
    public async Task<string?> FindClassificationAsync(string classificationId, CancellationToken cancel)
    {
        var pages = ReadPagesAsync(
            "caseClassifications.search", "v2/caseClassifications:search?", s_json.WireClassificationPage,
            page => page.NextPageToken, cancel);
        await foreach (var page in pages)
        {
            if (page.Value.CaseClassifications?.FirstOrDefault(c => c.Id == classificationId) is { } found)
            {
                return found.DisplayName ?? classificationId;
            }
        }
        return null;
    }

    private IAsyncEnumerable<RemoteAnswer<WireCasePage>> ReadCasePagesAsync(string query, CancellationToken cancel) =>
        ReadPagesAsync(
            "cases.search", $"v2/{options.Parent}/cases:search?query={Uri.EscapeDataString(query)}&",
            s_json.WireCasePage, page => page.NextPageToken, cancel);

    private IAsyncEnumerable<RemoteAnswer<T>> ReadPagesAsync<T>(
        string operation, string path, JsonTypeInfo<T> type, Func<T, string?> nextToken, CancellationToken cancel)
        where T : class =>
        api.ReadPagesAsync(
            token => RemoteRequest.Get(operation, token is null
                ? $"{path}pageSize={PageSize}"
                : $"{path}pageSize={PageSize}&pageToken={Uri.EscapeDataString(token)}"),
            type, nextToken, cancel);

    // A case that cannot be named cannot be synchronized; it must not keep the others of its page waiting.
    private List<SupportCase> ReadableCases(WireCasePage page)
    {
        var read = new List<SupportCase>();
        foreach (var wire in page.Cases ?? [])
        {
            if (CloudSupportTranslation.FindCase(wire) is { } known)
            {
                read.Add(known);
            }
            else
            {
                log.UnusableCaseName(wire.Name);
            }
        }
        return read;
    }

    private static string CasePath(CaseRef id) => $"v2/{(GoogleCaseName)id}";

    // A comment or file is never dropped: rather the case waits and becomes a visible outage.
    private static RemoteCallException Unreadable(string operation, CaseRef id, string? name) => new(
        "google", operation, RemoteFailure.Unavailable,
        $"google {operation} {id} lists '{name}' without a name or a create time");
}
