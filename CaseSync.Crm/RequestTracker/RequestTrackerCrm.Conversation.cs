using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Crm.Texts;
using CaseSync.ServiceDefaults.RemoteCalls;
using Words = CaseSync.Crm.RequestTracker.RequestTrackerTranslation;

namespace CaseSync.Crm.RequestTracker;

/// <summary>
/// What was written and attached. A transaction says who and when; its MIME parts hold the text and the files.
/// </summary>
internal sealed partial class RequestTrackerCrm
{
    public async IAsyncEnumerable<Comment> ReadCommentsAsync(
        CaseRef id, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var page in ReadTransactionsAsync((CompanyCaseId)id, cancel))
        {
            var comments = page.Where(one => one.Type != Words.Create).ToList();
            var texts = (await ReadTextsAsync(comments, cancel)).ToLookup(part => part.TransactionId);
            foreach (var comment in comments)
            {
                // Files may come without a word.
                if (TextOf(texts[comment.Id]) is { Length: > 0 } body)
                {
                    yield return new Comment(
                        Text(comment.Id), body, Words.ToAuthor(comment.Creator), WrittenAt(comment), IsPublic(comment));
                }
            }
        }
    }

    public async IAsyncEnumerable<Attachment> ReadAttachmentsAsync(
        CaseRef id, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var page in ReadTransactionsAsync((CompanyCaseId)id, cancel))
        {
            var files = (await ReadFilesAsync(page, cancel)).ToLookup(part => part.TransactionId);
            foreach (var (transaction, file) in page.SelectMany(one => files[one.Id].Select(file => (one, file))))
            {
                yield return new Attachment(
                    Text(file.Id), NameOf(file), file.ContentType, file.ContentLength ?? 0,
                    Words.ToAuthor(transaction.Creator), WrittenAt(transaction), IsPublic(transaction));
            }
        }
    }

    public async Task<WriteReceipt> AddCommentAsync(CaseRef id, string body, CancellationToken cancel)
    {
        var request = RemoteRequest.Post("comments.create", MessagePath(id))
            .WithJson(await MessageAsync(id, body, cancel), s_json.WireMessage);
        var location = await WriteAsync(
            id, async () => (await _api.CallAsync(request, s_json.Messages, cancel)).Location, cancel);
        return new WriteReceipt(IdAt(location), Ourselves);
    }

    /// <summary>Refuses, for good, a file that is not as long as RT lists it: RT may have cut it.</summary>
    public async Task<Stream> OpenAttachmentAsync(CaseRef id, Attachment attachment, CancellationToken cancel)
    {
        var request = RemoteRequest.Get("attachments.content", $"attachment/{Escape(attachment.Id)}");
        return new Base64InJson(
            await _api.OpenAsync(request, cancel), "Content", attachment.SizeBytes, request.Operation);
    }

    /// <summary>
    /// As bytes, whatever it is: RT turns a text into UTF-8 and drops what follows a NUL. It takes no empty file.
    /// </summary>
    public async Task<WriteReceipt> AddAttachmentAsync(
        CaseRef id, NewAttachment file, Stream content, CancellationToken cancel)
    {
        var request = RemoteRequest.Post("attachments.create", MessagePath(id));
        if (file.SizeBytes == 0)
        {
            throw new RemoteCallException(
                "company", request.Operation, RemoteFailure.Rejected,
                $"company {request.Operation}: RT takes no empty file")
            {
                Status = 400, // Which it would answer.
            };
        }

        var message = JsonSerializer.Serialize(await MessageAsync(id, "", cancel), s_json.WireMessage);
        var form = new UploadForm(
            "Attachments", file.FileName, new Dictionary<string, string> { ["JSON"] = message });
        var location = await WriteAsync(id, async () => (await _api.UploadAsync(
            request, content, file.SizeBytes, null, form, s_json.Messages, cancel)).Location, cancel);
        return new WriteReceipt(await FindFileIdAsync(IdAt(location), cancel), Ourselves);
    }

    // RT answers 400 to whatever it does not record: a right that we lack, a database that was busy. Nothing that we
    // write is at fault, unless that goes on for a day.
    private async Task<Uri?> WriteAsync(CaseRef id, Func<Task<Uri?>> write, CancellationToken cancel)
    {
        try
        {
            return await OnTicketAsync(id, write, cancel);
        }
        catch (RemoteCallException e) when (e is { Failure: RemoteFailure.Rejected, Status: 400 })
        {
            var isRight = e.Message.Contains("Permission Denied", StringComparison.OrdinalIgnoreCase);
            throw new RemoteCallException(
                e.System, e.Operation, isRight ? RemoteFailure.Denied : RemoteFailure.Unavailable, e.Message, e)
            {
                Status = isRight ? 403 : 500,
            };
        }
    }

    private string MessagePath(CaseRef id) =>
        $"{TicketPath(id)}/{(_mailsTheCustomer ? "correspond" : "comment")}";

    // A correspondence reopens a closed ticket (one of RT's own scrips) unless its status is sent along.
    private async Task<WireMessage> MessageAsync(CaseRef id, string text, CancellationToken cancel)
    {
        var status = _mailsTheCustomer ? (await FindTicketAsync(id, cancel)).Ticket?.Status : null;
        return new WireMessage(text, Words.PlainText, _words.IsClosed(status) ? status : null);
    }

    // The file is there whatever comes of this; without the id it is found by its name and size.
    private async Task<string?> FindFileIdAsync(string? transaction, CancellationToken cancel)
    {
        try
        {
            return long.TryParse(transaction, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && await ReadFilesAsync([new WireTransaction { Id = id }], cancel) is [var file]
                    ? Text(file.Id)
                    : null;
        }
        catch (RemoteCallException)
        {
            return null;
        }
    }

    private static bool IsPublic(WireTransaction transaction) => transaction.Type is Words.Create or Words.Correspond;

    private static DateTimeOffset WrittenAt(WireTransaction transaction) => transaction.Created
        ?? throw new RemoteCallException(
            "company", "comments.list", RemoteFailure.Unavailable,
            $"company comments.list: transaction {transaction.Id} has no time");

    // All that was written, in its order: a mail may go on behind a picture. Of a text in two forms, which stand side
    // by side, the plain one, unless it is empty; a page of RT's own editor comes as HTML alone.
    private static string TextOf(IEnumerable<WirePart> parts)
    {
        var texts = parts.OrderBy(part => part.Id).ToList();
        var written = new List<string>();
        for (var i = 0; i < texts.Count; i++)
        {
            var content = texts[i].Content ?? "";
            var plain = IsOfType(texts[i], HtmlType) ? HtmlText.ToPlain(content) : content;
            var hasOtherForm = IsOfType(texts[i], Words.PlainText) && i + 1 < texts.Count
                && IsOfType(texts[i + 1], HtmlType);
            if (hasOtherForm && string.IsNullOrWhiteSpace(plain))
            {
                continue;
            }

            written.Add(plain);
            i += hasOtherForm ? 1 : 0;
        }

        return string.Join("\n\n", written.Where(text => !string.IsNullOrWhiteSpace(text)));
    }

    private const string HtmlType = "text/html";

    private static bool IsOfType(WirePart part, string type) =>
        string.Equals(part.ContentType, type, StringComparison.OrdinalIgnoreCase);

    // A picture within a mail, or a document of a mailer that names none.
    private static string NameOf(WirePart file) =>
        string.IsNullOrEmpty(file.Filename) ? $"part-{Text(file.Id)}" : file.Filename;

    private static string? IdAt(Uri? location) => location?.OriginalString.Split('/')[^1];

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
