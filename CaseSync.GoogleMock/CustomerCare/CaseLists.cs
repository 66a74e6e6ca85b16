using System.Globalization;
using CaseSync.GoogleMock.Rest;
using Microsoft.Extensions.Options;

namespace CaseSync.GoogleMock.CustomerCare;

/// <summary>
/// The methods that answer in pages. A page ends at an item, not at a count, so what is new shifts nothing.
/// </summary>
internal sealed class CaseLists(SupportDesk desk, Projects projects, IOptions<CareOptions> options)
{
    private const int PageSizeDefault = 10;
    private const int PageSizeMax = 100;
    private const string BeforeFirst = "first";

    public Task ListAsync(GoogleCall call)
    {
        var parent = call.Parent(projects);
        var filter = CaseQuery.ParseFilter(call.Query("filter"));
        return CasesAsync(
            call, parent, $"list {call.Query("filter")}", seen => seen.Parent == parent.Parent && filter(seen));
    }

    public Task SearchAsync(GoogleCall call)
    {
        var parent = call.Parent(projects);
        var query = CaseQuery.ParseSearch(call.Query("query"));
        return CasesAsync(call, parent, $"search {call.Query("query")}",
            seen => Projects.Covers(parent.Parent, seen.Parent) && query(seen));
    }

    public Task CommentsAsync(GoogleCall call)
    {
        call.CallerEmail();
        var named = call.Case(desk, projects);
        var (items, next) = ItemPage(call, $"comments {named.Case.Number}", named.Case.Comments, one => one.Id);
        return call.WriteAsync(
            new CommentPage(CareTranslation.AbsentIfEmpty([.. items.Select(one => one.ToMessage(named.Name))]), next),
            CareJson.Default.CommentPage);
    }

    public Task AttachmentsAsync(GoogleCall call)
    {
        call.CallerEmail();
        var named = call.Case(desk, projects);
        var query = $"attachments {named.Case.Number}";
        if (options.Value.EmptyFirstAttachmentPage && call.Query("pageToken") is null
            && !named.Case.Attachments.IsEmpty)
        {
            PageSize(call);
            return call.WriteAsync(
                new AttachmentPage(null, PageToken.Write(query, BeforeFirst)), CareJson.Default.AttachmentPage);
        }
        var (items, next) = ItemPage(call, query, named.Case.Attachments, one => one.Id);
        return call.WriteAsync(
            new AttachmentPage(
            CareTranslation.AbsentIfEmpty([.. items.Select(one => one.ToMessage(named.Name))]), next),
            CareJson.Default.AttachmentPage);
    }

    public static Task ClassificationsAsync(GoogleCall call)
    {
        call.CallerEmail();
        var size = PageSize(call);
        var query = $"classifications {call.Query("query")}";
        var start = int.Parse(PageToken.Read(query, call.Query("pageToken")) ?? "0", CultureInfo.InvariantCulture);
        var found = Classification.Search(call.Query("query"));
        var page = found.Skip(start).Take(size).Select(one => new ClassificationMessage(one.Id, one.DisplayName))
            .ToList();
        var next = start + page.Count < found.Count ? PageToken.Write(query, $"{start + page.Count}") : null;
        return call.WriteAsync(
            new ClassificationPage(CareTranslation.AbsentIfEmpty(page), next), CareJson.Default.ClassificationPage);
    }

    /// <summary>
    /// The latest update first. Google documents no order; a case that changes meanwhile may be skipped or repeated.
    /// </summary>
    private Task CasesAsync(GoogleCall call, NamedParent parent, string query, Func<SupportCase, bool> wanted)
    {
        call.CallerEmail();
        var size = PageSize(call);
        query = $"{parent.Parent.Name} {query}";
        var (updatedBefore, numberBefore) = ReadPosition(PageToken.Read(query, call.Query("pageToken")));
        var found = desk.All().Where(wanted)
            .Where(one => (one.UpdatedAt.UtcTicks, one.Number).CompareTo((updatedBefore, numberBefore)) < 0)
            .OrderByDescending(one => one.UpdatedAt).ThenByDescending(one => one.Number).Take(size + 1).ToList();
        var page = found.Take(size).ToList();
        var next = found.Count > size
            ? PageToken.Write(query, $"{page[^1].UpdatedAt.UtcTicks}/{page[^1].Number}")
            : null;
        // An organization's search answers with names under the projects' ids.
        var messages = page.Select(one => one.ToMessage(one.Parent == parent.Parent ? parent.Name : one.Parent.Name));
        return call.WriteAsync(
            new CasePage(CareTranslation.AbsentIfEmpty([.. messages]), next), CareJson.Default.CasePage);
    }

    /// <summary>Newest first, as Google's own poller relies on.</summary>
    private static (List<T> Items, string? Next) ItemPage<T>(
        GoogleCall call, string query, IEnumerable<T> oldestFirst, Func<T, long> id)
    {
        var size = PageSize(call);
        var position = PageToken.Read(query, call.Query("pageToken"));
        var before = position is null or BeforeFirst
            ? long.MaxValue
            : long.Parse(position, CultureInfo.InvariantCulture);
        var found = oldestFirst.Reverse().Where(one => id(one) < before).Take(size + 1).ToList();
        var page = found.Take(size).ToList();
        return (page, found.Count > size ? PageToken.Write(query, $"{id(page[^1])}") : null);
    }

    private static (long UpdatedBefore, long NumberBefore) ReadPosition(string? position)
    {
        if (position is null)
        {
            return (long.MaxValue, long.MaxValue);
        }
        var parts = position.Split('/');
        return (long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private static int PageSize(GoogleCall call) => call.PageSize(PageSizeDefault, PageSizeMax);
}
