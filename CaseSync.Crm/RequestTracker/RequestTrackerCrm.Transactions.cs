using System.Runtime.CompilerServices;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.ServiceDefaults.RemoteCalls;
using Words = CaseSync.Crm.RequestTracker.RequestTrackerTranslation;

namespace CaseSync.Crm.RequestTracker;

/// <summary>
/// How a ticket's history is read: a page of transactions, then the parts of all of them at once, so that comments cost
/// two requests a page and not two each.
/// </summary>
internal sealed partial class RequestTrackerCrm
{
    private const int TransactionPageSize = 50;
    private const int FilePageSize = 100; // The most that REST 2 gives.
    private const int TextPageSize = 25; // People write longer texts than we do; a page must fit into one answer.

    // Newest first, and by id: REST 2 gives no total of transactions, and a short page is not the end. The first that
    // was ever written is the ticket's creation.
    private async IAsyncEnumerable<IReadOnlyList<WireTransaction>> ReadTransactionsAsync(
        CompanyCaseId id, [EnumeratorCancellation] CancellationToken cancel)
    {
        long? before = null;
        while (true)
        {
            var query = Escape(Words.TransactionsOf(id, before));
            var request = RemoteRequest.Get(
                "comments.list",
                $"transactions?query={query}&orderby=id&order=DESC&per_page={TransactionPageSize}"
                    + "&fields=Type,Creator,Created&fields[Creator]=RealName");
            var page = ItemsOf(request, (await _api.CallAsync(request, s_json.Transactions, cancel)).Value);
            if (page.Count == 0)
            {
                // A page of comments that we may not see comes empty too.
                throw new RemoteCallException(
                    "company", request.Operation, RemoteFailure.Denied,
                    $"company {request.Operation}: the history of ticket {id} does not reach back to its creation; "
                        + $"'{_options.Account}' needs the right ShowTicketComments");
            }

            var least = page.Min(one => one.Id);
            if (page.Max(one => one.Id) >= (before ?? long.MaxValue))
            {
                throw Unreadable(request, "a page comes again");
            }

            yield return page;
            if (page.Any(one => one.Type == Words.Create))
            {
                yield break;
            }

            before = least;
        }
    }

    private async Task<string> ReadDescriptionAsync(CompanyCaseId id, CancellationToken cancel)
    {
        var query = Escape(Words.CreationOf(id));
        var request = RemoteRequest.Get("cases.description", $"transactions?query={query}&fields=Type");
        var creation = ItemsOf(request, (await _api.CallAsync(request, s_json.Transactions, cancel)).Value);
        return TextOf(await ReadTextsAsync(creation, cancel));
    }

    private Task<IReadOnlyList<WirePart>> ReadTextsAsync(
        IReadOnlyList<WireTransaction> transactions, CancellationToken cancel) =>
        ReadPartsAsync(
            transactions, [new("Filename", "IS", "NULL"), new("ContentType", "STARTSWITH", "text/")],
            "ContentType,TransactionId,Content", TextPageSize, cancel);

    // Whatever is no text of the conversation itself, and holds something.
    private async Task<IReadOnlyList<WirePart>> ReadFilesAsync(
        IReadOnlyList<WireTransaction> transactions, CancellationToken cancel)
    {
        var parts = await ReadPartsAsync(
            transactions, [], "Filename,ContentType,ContentLength,TransactionId", FilePageSize, cancel);
        return [.. parts.Where(part => !string.IsNullOrEmpty(part.Filename)
            || (part.ContentLength > 0 && !IsOfKind(part, "text/") && !IsOfKind(part, "multipart/")
                && !IsOfKind(part, "message/")))];
    }

    private static bool IsOfKind(WirePart part, string kind) =>
        part.ContentType?.StartsWith(kind, StringComparison.OrdinalIgnoreCase) == true;

    private async Task<IReadOnlyList<WirePart>> ReadPartsAsync(
        IReadOnlyList<WireTransaction> transactions, IReadOnlyList<WireCondition> conditions, string fields,
        int pageSize, CancellationToken cancel)
    {
        var parts = new List<WirePart>();
        if (transactions.Count == 0)
        {
            return parts;
        }

        var ofThose = transactions.Select(one => new WireCondition("TransactionId", "=", Text(one.Id)));
        IReadOnlyList<WireCondition> all = [.. ofThose, .. conditions];
        while (true)
        {
            var last = parts.Count == 0 ? 0 : parts[^1].Id;
            var request = RemoteRequest.Post(
                "attachments.list", $"attachments?orderby=id&order=ASC&per_page={Text(pageSize)}&fields={fields}")
                .WithJson([.. all, new WireCondition("id", ">", Text(last))], s_json.Conditions) with
            {
                IsRepeatable = true, // A search: its conditions do not fit into an address.
            };
            IReadOnlyList<WirePart> page;
            try
            {
                page = ItemsOf(request, (await _api.CallAsync(request, s_json.Parts, cancel)).Value);
            }
            catch (RemoteCallException e) when (IsTooLong(e) && pageSize > 1)
            {
                pageSize = Math.Max(1, pageSize / 5);
                continue;
            }

            if (page.Any(part => part.Id <= last))
            {
                throw Unreadable(request, "a page comes again");
            }

            parts.AddRange(page);
            if (page.Count < pageSize) // We may see the transactions, so none of their parts is left out.
            {
                return parts;
            }
        }
    }

    private static bool IsTooLong(RemoteCallException e) =>
        e.InnerException is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded };

    private static IReadOnlyList<T> ItemsOf<T>(RemoteRequest request, WireItems<T> page) =>
        page.Items ?? throw Unreadable(request, "it answers without a list");
}
