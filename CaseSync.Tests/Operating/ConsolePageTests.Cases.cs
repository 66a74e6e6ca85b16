using System.Net;
using CaseSync.Tests.Builders;
using CaseSync.Tests.Services;

namespace CaseSync.Tests.Operating;

/// <summary>The list of cases.</summary>
public sealed partial class ConsolePageTests
{
    [Theory]
    [InlineData("", "Newest,disk two,Disk one")]
    [InlineData("?sort=title", "Disk one,disk two,Newest")]
    [InlineData("?query=DISK", "Disk one,disk two")]
    [InlineData("?query=5003", "Newest")]
    [InlineData("?filter=closed", "Disk one")]
    [InlineData("?filter=late", "disk two")]
    [InlineData("?filter=refused", "Newest")]
    public async Task Cases_AsAskedFor_AreListedAndLinkToBothSystems(string asked, string titles)
    {
        await Console.Store.PutAsync(
            ConsoleUnderTest.Pair(1, "Disk one") with { ResolvedAt = A.Noon, NewContentAt = A.Noon });
        await Console.Store.PutAsync(Late(2, "disk two", error: null) with { NewContentAt = A.Noon.AddMinutes(1) });
        await Console.Store.PutAsync(
            ConsoleUnderTest.Pair(3, "Newest") with { NewContentAt = A.Noon.AddMinutes(2), BrokenReason = "Gone." });

        var html = await Console.GetAsync($"/cases{asked}");

        var rows = Row().Matches(html);
        Assert.Equal(titles, string.Join(",", rows.Select(row => row.Groups["title"].Value)));
        Assert.All(rows, row =>
        {
            Assert.Contains(
                $"https://console.cloud.google.com/support/cases/detail/v2/{row.Groups["google"].Value}?project=p",
                row.Value, StringComparison.Ordinal);
            Assert.Contains("https://crm.test/browse/", row.Value, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData(
        "?query=disk&filter=late",
        "among those that are late\\.[\\s\\S]*<a href=\"[^\"]*query=disk\">Search all cases")]
    [InlineData("?query=none", "No case has the id “none”, or a title that begins so\\.\\s*</p>")]
    public async Task Cases_SearchedInVain_SaysAmongWhichItLooked(string asked, string pattern)
    {
        await Console.Store.PutAsync(ConsoleUnderTest.Pair(1, "Disk one"));

        Assert.Matches(pattern, WebUtility.HtmlDecode(await Console.GetAsync($"/cases{asked}")));
    }

    [Fact]
    public async Task Cases_PageByPage_AreAllThereOnce()
    {
        foreach (var number in Enumerable.Range(1, 120))
        {
            await Console.Store.PutAsync(ConsoleUnderTest.Pair(number, $"Case {number:000}"));
        }

        var (titles, path) = (new List<string>(), "/cases?sort=title");
        while (path is not null)
        {
            var html = await Console.GetAsync(path);
            titles.AddRange(Row().Matches(html).Select(row => row.Groups["title"].Value));
            path = Next().Match(html) is { Success: true } next
                ? WebUtility.HtmlDecode(next.Groups["path"].Value)
                : null;
        }

        Assert.Equal(Enumerable.Range(1, 120).Select(number => $"Case {number:000}"), titles);
    }

    [Fact]
    public async Task Cases_AtAPlaceThatNoListHas_SaysSo() => Assert.Contains(
        "begin again at the list&#x27;s start", await Console.GetAsync("/cases?page=none"), StringComparison.Ordinal);
}
