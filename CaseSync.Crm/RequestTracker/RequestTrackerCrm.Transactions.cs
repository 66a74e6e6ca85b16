using System.Globalization;
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
            var page = (await _api.CallAsync(request, s_json.Transactions, cancel)).Value.Items ?? [];
            if (page.Count == 0)
            {
                yield break;
            }

            yield return page;
            if (page.Any(one => one.Type == Words.Create))
            {
                yield break;
            }

            before = page.Min(one => one.Id);
        }
    }

    private async Task<string> ReadDescriptionAsync(CompanyCaseId id, CancellationToken cancel)
    {
        var query = Escape(Words.CreationOf(id));
        var request = RemoteRequest.Get("cases.description", $"transactions?query={query}&fields=Type");
        var creation = (await _api.CallAsync(request, s_json.Transactions, cancel)).Value.Items ?? [];
        return TextOf(await ReadTextsAsync(creation, cancel));
    }

    private Task<IReadOnlyList<WirePart>> ReadTextsAsync(
        IReadOnlyList<WireTransaction> transactions, CancellationToken cancel) =>
        ReadPartsAsync(
            transactions, [new("Filename", "IS", "NULL"), new("ContentType", "STARTSWITH", "text/")],
            "ContentType,TransactionId,Content", TextPageSize, cancel);

    private Task<IReadOnlyList<WirePart>> ReadFilesAsync(
        IReadOnlyList<WireTransaction> transactions, CancellationToken cancel) =>
        ReadPartsAsync(
            transactions, [new("Filename", "IS NOT", "NULL")],
            "Filename,ContentType,ContentLength,TransactionId", FilePageSize, cancel);

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
                "attachments.list",
                $"attachments?orderby=id&order=ASC&per_page={pageSize.ToString(CultureInfo.InvariantCulture)}"
                    + $"&fields={fields}")
                .WithJson([.. all, new WireCondition("id", ">", Text(last))], s_json.Conditions) with
            {
                IsRepeatable = true, // A search: its conditions do not fit into an address.
            };
            var page = (await _api.CallAsync(request, s_json.Parts, cancel)).Value.Items ?? [];
            parts.AddRange(page);
            if (page.Count < pageSize) // We may see the transactions, so none of their parts is left out.
            {
                return parts;
            }
        }
    }
}
