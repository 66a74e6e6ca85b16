using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;

namespace CaseSync.Poller.Operating;

/// <summary>Which cases an operator wants to see.</summary>
internal enum CaseFilter
{
    All,
    Waiting,
    Late,
    Refused,
    Closed,
}

/// <summary>In which order, where nothing is searched or filtered.</summary>
internal enum CaseSort
{
    Latest,
    Title,
}

/// <param name="Query">Either side's id, whole, or a title's beginning; empty: all.</param>
internal sealed record CasesWanted(string Query, CaseFilter Filter, CaseSort Sort, int PageSize, string? PageToken);

/// <param name="NextPageToken">Null at the end. A page may have fewer lines than asked for, even none, and yet not be
/// the last.</param>
internal sealed record CasesPage(IReadOnlyList<CaseRow> Items, string? NextPageToken);

/// <summary>Lists cases, each list from an index: a page costs what it shows, however many cases there are.</summary>
internal sealed class ReadCases(ICaseMappingStore store, Verdicts verdicts, TimeProvider clock)
{
    public const int PageSizeMax = 100;
    public const int PageSizeDefault = 50;

    public async Task<CasesPage> RunAsync(CasesWanted wanted, CancellationToken cancel)
    {
        if (await store.FindGlobalAsync(cancel) is not { } global)
        {
            return new CasesPage([], null);
        }

        var now = clock.GetUtcNow();
        var byId = wanted.Query.Length > 0 && wanted.PageToken is null ? await FindByIdAsync(wanted.Query, cancel) : [];
        var page = await store.ListAsync(QueryOf(wanted, now), wanted.PageToken, wanted.PageSize, cancel);
        var rows = byId.Concat(page.Mappings).DistinctBy(mapping => mapping.Id)
            .Select(mapping => (Mapping: mapping, Verdict: verdicts.Of(mapping, global, now)))
            .Where(one => Fits(one.Mapping, one.Verdict.IsLate, wanted))
            .Select(one => CaseRow.Of(one.Mapping, one.Verdict));
        return new CasesPage([.. rows], page.Cursor);
    }

    private static MappingQuery QueryOf(CasesWanted wanted, DateTimeOffset now) => wanted switch
    {
        { Query.Length: > 0 } => new MappingQuery.TitleStartsWith(CaseMapping.KeyOf(wanted.Query)),
        { Filter: CaseFilter.Waiting or CaseFilter.Late } => new MappingQuery.Watched(),
        { Filter: CaseFilter.Refused } => new MappingQuery.Refused(),
        { Filter: CaseFilter.Closed } => new MappingQuery.ResolvedBefore(now),
        { Sort: CaseSort.Title } => new MappingQuery.TitleStartsWith(""),
        _ => new MappingQuery.LatestContent(),
    };

    private static bool Fits(CaseMapping mapping, bool isLate, CasesWanted wanted) => wanted.Filter switch
    {
        CaseFilter.Waiting => mapping.Google.DirtySince is not null || mapping.Company.DirtySince is not null,
        CaseFilter.Late => isLate,
        CaseFilter.Refused => mapping.IsRefused,
        CaseFilter.Closed => mapping.ResolvedAt is not null,
        _ => true,
    };

    // "projects/p/cases/5", "5" (either side's number), "SUP-7".
    private async Task<IReadOnlyList<CaseMapping>> FindByIdAsync(string text, CancellationToken cancel)
    {
        var keys = new List<IdentityKey>();
        if (GoogleCaseName.TryParse(text, out var name)
            || GoogleCaseName.TryParse($"projects/any/cases/{text}", out name))
        {
            keys.Add(IdentityKey.Of(name));
        }

        if (CompanyCaseId.TryParse(text, out var id))
        {
            keys.Add(IdentityKey.Of(id));
        }

        return keys.Count == 0
            ? []
            : [.. (await store.FindAsync(keys, cancel))
                .Mappings.Values.OrderBy(mapping => mapping.Id, StringComparer.Ordinal)];
    }
}
