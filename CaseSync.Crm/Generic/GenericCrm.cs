using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.ServiceDefaults.RemoteCalls;
using Microsoft.Extensions.Logging;

namespace CaseSync.Crm.Generic;

/// <summary>A CRM that speaks the small REST API of <c>docs/adding-a-crm.md</c>; the CRM mock does.</summary>
internal sealed class GenericCrm(RemoteApi api, CrmOptions options, ILogger<GenericCrm> log) : ICrm
{
    private const int CasePageSize = 100;
    private const int CommentPageSize = 50; // Guide.

    private static readonly GenericCrmJson s_json = GenericCrmJson.Default;
    private readonly string _visibility =
        GenericCrmTranslation.ToWire(options.MirrorVisibility ?? MirrorVisibility.Public);
    private string? _ownAccount;

    public SideTraits Traits { get; } = TraitsOf(options);

    public static SideTraits TraitsOf(CrmOptions options) => new()
    {
        Side = Side.Company,
        // The API asks for RFC 3339 times and for no fraction of a second.
        TimeGranularity = TimeSpan.FromSeconds(1),
        SearchLag = options.SearchLag ?? TimeSpan.Zero,
        CommentLengthMax = 100_000,
        TitleLengthMax = 255,
        DescriptionLengthMax = 100_000,
        CanReopen = true,
    };

    public async IAsyncEnumerable<CasePage> SearchUpdatedAsync(
        DateTimeOffset? updatedAfter, [EnumeratorCancellation] CancellationToken cancel)
    {
        var since = updatedAfter is { } instant ? $"&updatedAfter={Escape(GenericCrmTranslation.ToWire(instant))}" : "";
        await foreach (var page in ReadCasePagesAsync($"googleSync=true{since}", cancel))
        {
            yield return new CasePage(ReadableCases(page.Value), page.ServerTime);
        }
    }

    public async IAsyncEnumerable<SupportCase> FindByGoogleCaseNameAsync(
        GoogleCaseName name, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var page in ReadCasePagesAsync($"googleCaseName={Escape(name.Value)}", cancel))
        {
            foreach (var found in ReadableCases(page.Value).Where(found => name.IsSameCaseAs(found.GoogleCaseName)))
            {
                yield return found;
            }
        }
    }

    public async Task<CaseRead> FindCaseAsync(CaseRef id, CancellationToken cancel)
    {
        var answer = await api.FindAsync(RemoteRequest.Find("cases.get", CasePath(id)), s_json.WireCase, cancel);
        return new CaseRead(answer.Value is { } wire ? ToCase(wire, (CompanyCaseId)id) : null, answer.ServerTime);
    }

    public async Task<SupportCase> CreateCaseAsync(NewCase draft, CancellationToken cancel)
    {
        var request = RemoteRequest.Post("cases.create", "api/cases")
            .WithJson(GenericCrmTranslation.ToWire(draft), s_json.WireCase);
        var answer = await api.CallAsync(request, s_json.WireCase, cancel);
        return GenericCrmTranslation.FindCase(answer.Value) ?? throw new RemoteCallException(
            "company", request.Operation, RemoteFailure.Unavailable,
            $"company cases.create gave the case the id '{answer.Value.Id}'")
        {
            MayHaveTakenEffect = true,
        };
    }

    public Task SetPriorityAsync(CaseRef id, Priority priority, CancellationToken cancel) =>
        PatchAsync(id, new WireCase { Priority = (int)priority }, cancel);

    public Task SetGoogleCaseNameAsync(CompanyCaseId id, GoogleCaseName name, CancellationToken cancel) =>
        PatchAsync(id, new WireCase { GoogleCaseName = name.Value }, cancel);

    public Task ReopenCaseAsync(CompanyCaseId id, CancellationToken cancel) =>
        PatchAsync(id, new WireCase { Status = GenericCrmTranslation.Open }, cancel);

    public Task CloseCaseAsync(CaseRef id, CancellationToken cancel) =>
        api.SendAsync(RemoteRequest.Post("cases.close", $"{CasePath(id)}:close"), cancel);

    public IAsyncEnumerable<Comment> ReadCommentsAsync(CaseRef id, CancellationToken cancel) =>
        ReadItemsAsync("comments", id, s_json.CommentPage, GenericCrmTranslation.FindComment, cancel);

    public async Task<WriteReceipt> AddCommentAsync(CaseRef id, string body, CancellationToken cancel)
    {
        var request = RemoteRequest.Post("comments.create", $"{CasePath(id)}/comments")
            .WithJson(new WireComment { Body = body, Visibility = _visibility }, s_json.WireComment);
        var answer = await api.CallAsync(request, s_json.WireComment, cancel);
        return new WriteReceipt(answer.Value.Id, GenericCrmTranslation.ToAuthor(answer.Value.Author));
    }

    public IAsyncEnumerable<Attachment> ReadAttachmentsAsync(CaseRef id, CancellationToken cancel) =>
        ReadItemsAsync("attachments", id, s_json.AttachmentPage, GenericCrmTranslation.FindAttachment, cancel);

    public Task<Stream> OpenAttachmentAsync(CaseRef id, Attachment attachment, CancellationToken cancel) =>
        api.OpenAsync(
            RemoteRequest.Get("attachments.content", $"{CasePath(id)}/attachments/{Escape(attachment.Id)}/content"),
            cancel);

    public async Task<WriteReceipt> AddAttachmentAsync(
        CaseRef id, NewAttachment file, Stream content, CancellationToken cancel)
    {
        var request = RemoteRequest.Post(
            "attachments.create",
            $"{CasePath(id)}/attachments?filename={Escape(file.FileName)}&visibility={_visibility}");
        var answer = await api.UploadAsync(
            request, content, file.SizeBytes, file.ContentType, s_json.WireAttachment, cancel);
        return new WriteReceipt(answer.Value.Id, GenericCrmTranslation.ToAuthor(answer.Value.Author));
    }

    /// <summary>The user of our token; it stays the same for as long as the service runs.</summary>
    public async Task<string?> FindOwnAccountAsync(CancellationToken cancel) =>
        _ownAccount ??= (await api.CallAsync(RemoteRequest.Get("me", "api/me"), s_json.WireAuthor, cancel)).Value.Id;

    private Task PatchAsync(CaseRef id, WireCase change, CancellationToken cancel) =>
        api.SendAsync(RemoteRequest.Patch("cases.patch", CasePath(id)).WithJson(change, s_json.WireCase), cancel);

    private IAsyncEnumerable<RemoteAnswer<WirePage<WireCase>>> ReadCasePagesAsync(
        string filter, CancellationToken cancel) =>
        api.ReadPagesAsync(
            token => RemoteRequest.Get("cases.list", $"api/cases?{filter}&pageSize={CasePageSize}{PageToken(token)}"),
            s_json.CasePage, page => page.NextPageToken, cancel);

    private async IAsyncEnumerable<TItem> ReadItemsAsync<TWire, TItem>(
        string collection, CaseRef id, JsonTypeInfo<WirePage<TWire>> type, Func<TWire, TItem?> find,
        [EnumeratorCancellation] CancellationToken cancel)
        where TItem : class
    {
        var pages = api.ReadPagesAsync(
            token => RemoteRequest.Get(
                $"{collection}.list", $"{CasePath(id)}/{collection}?pageSize={CommentPageSize}{PageToken(token)}"),
            type, page => page.NextPageToken, cancel);
        await foreach (var page in pages)
        {
            foreach (var wire in page.Value.Items ?? [])
            {
                // Never dropped: rather the case waits and becomes a visible outage.
                yield return find(wire) ?? throw new RemoteCallException(
                    "company", $"{collection}.list", RemoteFailure.Unavailable,
                    $"company {collection}.list {id} lists an entry without an id or a create time");
            }
        }
    }

    // A case that cannot be named cannot be synchronized; it must not keep the others of its page waiting.
    private List<SupportCase> ReadableCases(WirePage<WireCase> page)
    {
        var read = new List<SupportCase>();
        foreach (var wire in page.Items ?? [])
        {
            if (CompanyCaseId.TryParse(wire.Id, out var id))
            {
                read.Add(ToCase(wire, id));
            }
            else
            {
                log.UnusableCaseId(wire.Id);
            }
        }
        return read;
    }

    private SupportCase ToCase(WireCase wire, CompanyCaseId id)
    {
        var seen = GenericCrmTranslation.ToCase(wire, id);
        if (seen.GoogleCaseName is null && !string.IsNullOrEmpty(wire.GoogleCaseName))
        {
            log.UnusableGoogleCaseName(wire.Id, wire.GoogleCaseName);
        }
        return seen;
    }

    private static string CasePath(CaseRef id) => $"api/cases/{Escape(((CompanyCaseId)id).Value)}";

    private static string PageToken(string? token) => token is null ? "" : $"&pageToken={Escape(token)}";

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
