using System.Net;
using System.Text.RegularExpressions;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Outages;
using CaseSync.Poller.Operating;
using CaseSync.Tests.Builders;
using CaseSync.Tests.Services;

namespace CaseSync.Tests.Operating;

/// <summary>What the console's pages say before any script runs.</summary>
public sealed partial class ConsolePageTests : IAsyncLifetime
{
    private const string Hostile = "<img src=x onerror=alert(1)>\"'&";
    private const string Encoded = "&lt;img src=x onerror=alert(1)&gt;";

    private ConsoleUnderTest? _console;

    private ConsoleUnderTest Console => _console!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/cases", HttpStatusCode.OK)]
    [InlineData("/cases?query=nothing&filter=late&sort=title", HttpStatusCode.OK)]
    [InlineData("/cases?filter=whatever&sort=7", HttpStatusCode.OK)]
    [InlineData("/cases/Z29vZ2xlOjE", HttpStatusCode.NotFound)] // google:1
    [InlineData("/cases/!", HttpStatusCode.NotFound)]
    [InlineData("/refused", HttpStatusCode.OK)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    public async Task Page_Any_IsStrictlyFencedAndHasNoInlineScriptOrStyle(string path, HttpStatusCode status)
    {
        using var answer = await Console.Client.GetAsync(path, Cancel);
        var html = await answer.Content.ReadAsStringAsync(Cancel);

        Assert.True(status == answer.StatusCode, html);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            ["default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                + "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"],
            answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["no-referrer"], answer.Headers.GetValues("Referrer-Policy"));
        Assert.DoesNotMatch("""(?i)<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:""", html);
        Assert.Contains("""<html lang="en">""", html, StringComparison.Ordinal);
        Assert.Single(Heading().Matches(html));
    }

    [Fact]
    public async Task Pages_TextOfOthers_IsEncoded()
    {
        var id = AddressText.Encode("google:5001");
        var error = $"company answered 503: {Hostile}";
        var refused = A.CommentItem(Side.Google, Hostile, ItemState.Refused) with
        {
            Reason = Hostile,
            FinishedAt = A.Noon,
        };
        await Console.Store.PutAsync(
            Late(1, Hostile, error) with { HasRefusedItems = true }, refused);
        await Console.Store.PutAsync(ConsoleUnderTest.Pair(2, "Given up") with { BrokenReason = Hostile });

        var search = $"/cases?query={Uri.EscapeDataString(Hostile)}";
        foreach (var path in (string[])["/", "/cases", $"/cases/{id}", "/refused", search])
        {
            var html = await Console.GetAsync(path);

            Assert.Contains(Encoded, html, StringComparison.Ordinal);
            Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Overview_AllQuiet_SaysThatAllIsWellAndShowsNoOutage()
    {
        await Console.Store.PutAsync(ConsoleUnderTest.Pair(1, "Quiet"));

        var html = await Console.GetAsync("/");

        Assert.Contains("All is well: each side has all of the other.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Outage.", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/cases")]
    [InlineData("/refused")]
    public async Task Pages_WhileASideIsLate_BearABanner(string path)
    {
        await Console.Store.PutAsync(Late(1, "Disk full", "company comments.create 1 answered 503 ServiceUnavailable"));

        var html = await Console.GetAsync(path);

        Assert.Matches(
            @"Outage\.[\s\S]*Changes made in Google reach the CRM late[\s\S]*since[\s\S]*2026-03-02T12:00:00", html);
    }

    [Theory]
    [InlineData("company comments.create 1 answered 503 ServiceUnavailable", "That is theirs.")]
    [InlineData("company comments.create 1 answered 401 Unauthorized: the token of 2025 ended", "our account there")]
    [InlineData("company comments.create 1 answered 429 TooManyRequests", "our quota there")]
    [InlineData("company comments.create 1 gave no answer within 20 s", "That is theirs, or the way there.")]
    [InlineData(null, "No sync has failed: the queue does not start its tasks")]
    public async Task Overview_WhileASideIsLate_SaysWhoseFaultItIs(string? error, string words)
    {
        await Console.Store.PutAsync(Late(1, "Disk full", error));

        var html = await Console.GetAsync("/");

        Assert.Contains(words, html, StringComparison.Ordinal);
        Assert.Contains("Disk full", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overview_ADayOfSamples_IsAChartWithATable()
    {
        var now = TimeProvider.System.GetUtcNow();
        await Console.Store.TryCommitAsync(
            StoreCommit.Of(
                new StoreWrite.PutLag(new LagSample(now.AddHours(-2), TimeSpan.FromSeconds(30), TimeSpan.Zero, 0)),
                new StoreWrite.PutLag(new LagSample(now.AddHours(-1), TimeSpan.FromMinutes(50), TimeSpan.Zero, 1))),
            Cancel);

        var html = await Console.GetAsync("/");

        Assert.Contains(
            "Google to CRM: at most 50 min 0 s. CRM to Google: at most 0 s. Something was late at times.", html,
            StringComparison.Ordinal);
        Assert.Matches(@"<details[\s\S]*<td>50 min 0 s</td>", html);
    }

    [Fact]
    public async Task Case_Timeline_TellsEachItemsStoryLatestFirst()
    {
        var copied = A.CommentItem(Side.Google, "projects/p/cases/5001/comments/7", ItemState.Done) with
        {
            SourceCreatedAt = A.Noon,
            FinishedAt = A.Noon.AddSeconds(70),
            TargetId = "31",
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };
        var refused = A.AttachmentItem(Side.Company, "a", ItemState.Refused) with
        {
            SourceCreatedAt = A.Noon.AddHours(1),
            FinishedAt = A.Noon.AddHours(1),
            Attempts = 2,
            Reason = "The other system answered 413.",
        };
        await Console.Store.PutAsync(
            ConsoleUnderTest.Pair(1, "Disk full") with { HasRefusedItems = true }, copied, refused);

        var html = Text().Replace(await Console.GetAsync($"/cases/{AddressText.Encode("google:5001")}"), " ");

        Assert.Matches(
            @"File a .*Refused.*Written in the CRM.*Refused by Google.*2nd.*The other system answered 413\..*Retry"
            + ".*Comment 7 .*Copied.*Written in Google.*Copied to the CRM.*1 min 10 s later.*as 31.*1st.*0af76519…",
            html);
        Assert.Contains("The next change of either case is seen within a minute.", html, StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync() => _console = await ConsoleUnderTest.StartAsync(
        ("Console:CompanyCaseUrl", "https://crm.test/browse/{id}"), ("Console:TraceUrl", "https://traces.test/{id}"));

    public ValueTask DisposeAsync() => Console.DisposeAsync();

    private static CaseMapping Late(int number, string title, string? error) => ConsoleUnderTest.Pair(number, title)
        .With(Side.Google, side => side with { DirtySince = A.Noon, UpdatesSyncedAt = A.Noon, LastError = error });

    [GeneratedRegex("<h1[ >]")]
    private static partial Regex Heading();

    [GeneratedRegex(
        """<th role="rowheader"[^>]*><a [^>]*>(?<title>[^<]*)</a>[\s\S]*?"""
            + """aria-label="(?<google>\d+) in Google"[\s\S]*?</tr>""")]
    private static partial Regex Row();

    [GeneratedRegex("""<a href="(?<path>[^"]*)">Next page</a>""")]
    private static partial Regex Next();

    [GeneratedRegex(@"<[^>]*>|\s+")]
    private static partial Regex Text();
}
