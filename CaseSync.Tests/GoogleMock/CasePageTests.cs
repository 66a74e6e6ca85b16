using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CaseSync.GoogleMock.CustomerCare;
using CaseSync.GoogleMock.Pages;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CaseSync.Tests.GoogleMock;

public sealed partial class CasePageTests(SharedMock shared) : IClassFixture<SharedMock>, IDisposable
{
    private readonly MockGoogle _google = new();

    public void Dispose() => _google.Dispose();

    [Fact]
    public async Task List_Cases_LinksEachByItsTitleLatestFirst()
    {
        var first = NumberOf(await _google.OpenCaseAsync("First"));
        _google.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = NumberOf(await _google.OpenCaseAsync("Second"));

        var page = await GetAsync(_google, "/");

        Assert.Matches(
            $"""<a href="cases/{second}">Second</a>[\s\S]*<a href="cases/{first}">First</a>""", page);
        Assert.Contains("1 Mar 2026, 12:00:01 UTC", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("title", "Title")]
    [InlineData("description", "Description")]
    [InlineData("priority", "Priority")]
    [InlineData("you-are", "You are")]
    public async Task List_EachControl_HasItsLabel(string id, string label)
    {
        var page = await GetAsync(shared.Google, "/");
        Assert.Contains($"<label for=\"{id}\">{label}</label>", page, StringComparison.Ordinal);
        Assert.Matches($"<(input|textarea|select) id=\"{id}\"", page);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("http://127.0.0.1:9/", true)]
    public async Task List_HasButtonsForOutagesOnlyWhereTheProxyIsNamed(string proxy, bool expected)
    {
        using var google = new MockGoogle(("Demo:OutageProxyUrl", proxy));

        var html = await GetAsync(google, "/");

        Assert.Equal(expected, html.Contains(">Take the CRM down</button>", StringComparison.Ordinal));
        Assert.Equal(expected, html.Contains(">Take Google down</button>", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("comment", "Comment")]
    [InlineData("file", "File")]
    [InlineData("priority", "Priority")]
    public async Task Case_EachControl_HasItsLabel(string id, string label)
    {
        var name = await _google.OpenCaseAsync();
        var page = await GetAsync(_google, PageOf(name));
        Assert.Contains($"<label for=\"{id}\">{label}</label>", page, StringComparison.Ordinal);
        Assert.Matches($"<(input|textarea|select) id=\"{id}\"", page);
    }

    [Fact]
    public async Task Case_TextOfOthers_IsEncoded()
    {
        const string Script = "<script>alert(1)</script>";
        var name = await _google.OpenCaseAsync(Script);
        await _google.SendAsync("POST", $"/v2/{name}/comments", $$"""{"body":"{{Script}}"}""");
        using var upload = new HttpRequestMessage(
            HttpMethod.Post, $"/upload/v2/{name}/attachments?attachment.filename=%3Cb%3E%22.txt");
        await _google.SendAsync(upload);

        foreach (var page in (string[])[await GetAsync(_google, "/"), await GetAsync(_google, PageOf(name))])
        {
            Assert.DoesNotContain(Script, page, StringComparison.Ordinal);
            Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
        }
        Assert.Contains(
            "&lt;b&gt;&quot;.txt</a>", await GetAsync(_google, PageOf(name)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case_History_IsInOrderWithWhoAndLinks()
    {
        var name = await _google.OpenCaseAsync();
        await _google.SendAsync("POST", $"/v2/{name}/comments", """{"body":"one"}""", by: "bob@example.com");
        using var upload = new HttpRequestMessage(
            HttpMethod.Post, $"/upload/v2/{name}/attachments?attachment.filename=two.txt");
        await _google.SendAsync(upload);
        await _google.SendAsync("POST", $"/v2/{name}/comments", """{"body":"three"}""", by: "agent@google.com");

        var page = await GetAsync(_google, PageOf(name));

        string[] order = ["It is gone", "Bob", "commented", "one", "attached", "two.txt", "Google Support", "three"];
        Assert.Matches(string.Join(@"[\s\S]*", order), page);
        Assert.Contains(
            $"href=\"v2/{name}/attachments/2:download?alt=media\"", WebUtility.HtmlDecode(page),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case_Closed_OffersToReopen()
    {
        var name = await _google.OpenCaseAsync();
        Assert.Contains(">Close case</button>", await GetAsync(_google, PageOf(name)), StringComparison.Ordinal);
        await _google.SendAsync("POST", $"/v2/{name}:close", "{}");
        var page = await GetAsync(_google, PageOf(name));
        Assert.Contains(">Reopen case</button>", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">Close case</button>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Description_Box_TakesNoMoreThanTheApiTakesOfAComment() => Assert.Matches(
        """<textarea id="description"[^>]* maxlength="12800">""", await GetAsync(shared.Google, "/"));

    [Fact]
    public void Message_OfTheLongestComment_IsTakenInAnyLanguage()
    {
        var hub = typeof(CircuitOptions).Assembly.GetType("Microsoft.AspNetCore.Components.Server.ComponentHub", true)!;
        var options = typeof(IOptions<>).MakeGenericType(typeof(HubOptions<>).MakeGenericType(hub));
        var taken = ((IOptions<HubOptions>)shared.Google.Services.GetRequiredService(options)).Value;
        var comment = new string('語', SupportDesk.CommentLengthMax);
        Assert.True(Encoding.UTF8.GetByteCount(comment) * 2 < taken.MaximumReceiveMessageSize);
    }

    [Fact]
    public async Task Case_Unknown_SaysSo() =>
        Assert.Contains("There is no case 7.", await GetAsync(shared.Google, "/cases/7"), StringComparison.Ordinal);

    [Fact]
    public async Task Page_ScriptAndStyle_Load()
    {
        var page = await GetAsync(shared.Google, "/");
        var script = ScriptForm().Match(page).Groups[1].Value;
        var style = StyleForm().Match(page).Groups[1].Value;
        Assert.Contains("Blazor", await GetAsync(shared.Google, $"/{script}"), StringComparison.Ordinal);
        var css = await GetAsync(shared.Google, $"/{style}");
        Assert.Contains("prefers-color-scheme: dark", css, StringComparison.Ordinal);
        Assert.Contains(":focus-visible", css, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1500, "1.5 kB")]
    [InlineData(250_000_000, "250 MB")]
    public void Size_OfAFile_IsReadable(long bytes, string text) => Assert.Equal(text, PageWords.Size(bytes));

    [Fact]
    public void Visitor_Strangers_AreLeftAside()
    {
        var visitor = new Visitor();
        visitor.Become("bob@example.com");
        visitor.Become("eve@example.com");
        visitor.Become(null);
        Assert.Equal("bob@example.com", visitor.Actor.Email);
    }

    [Fact]
    public void State_Each_HasALabelOfItsOwn() =>
        Assert.Equal(5, Enum.GetValues<CaseState>().Select(state => state.Label()).Distinct().Count());

    [GeneratedRegex("""<script src="(_framework/blazor\.web[^"]*\.js)">""")]
    private static partial Regex ScriptForm();

    [GeneratedRegex("""<link rel="stylesheet" href="(app[^"]*\.css)" />""")]
    private static partial Regex StyleForm();

    private static string NumberOf(string name) => name.Split('/')[^1];

    private static string PageOf(string name) => $"/cases/{NumberOf(name)}";

    private static async Task<string> GetAsync(MockGoogle google, string path)
    {
        using var client = google.CreateClient();
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }
}
