using System.Net;

namespace CaseSync.Tests.CrmMock;

public sealed class PageTests
{
    [Fact]
    public async Task List_CaseWithMarkup_ShowsItAsText()
    {
        await using var crm = new CrmMockHost();
        await crm.SendAsync(
            "POST", "/api/cases", """{"summary":"<img src=x onerror=alert(1)>","googleCaseName":"\"><script>"}""");

        var html = await crm.CreateClient().GetStringAsync("/");

        Assert.Contains("<title>Company CRM (mock)</title>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\"><script>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case_CommentsAndFiles_AreShownInOrderAsText()
    {
        await using var crm = new CrmMockHost();
        var id = await crm.OpenAsync(""","description":"<i>why</i>" """);
        await crm.SendAsync("POST", $"/api/cases/{id}/comments", """{"body":"<b>first</b>","visibility":"Internal"}""");
        await crm.SendAsync(
            "POST", $"/api/cases/{id}/attachments?filename=%3Cu%3Esecond", new ByteArrayContent([1]), "carol");
        await crm.SendAsync("POST", $"/api/cases/{id}/comments", """{"body":"third"}""");

        var html = await crm.CreateClient().GetStringAsync($"/cases/{id}");

        Assert.Contains("&lt;i&gt;why&lt;/i&gt;", html, StringComparison.Ordinal);
        var first = html.IndexOf("&lt;b&gt;first&lt;/b&gt;", StringComparison.Ordinal);
        var second = html.IndexOf(">&lt;u&gt;second<", StringComparison.Ordinal);
        var third = html.IndexOf(">third<", StringComparison.Ordinal);
        Assert.True(0 < first && first < second && second < third, $"Found at {first}, {second}, {third}.");
        foreach (var markup in new[] { "<b>", "<u>", "<i>" })
        {
            Assert.DoesNotContain(markup, html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("http://127.0.0.1:9/", true)]
    public async Task Page_HasButtonsForOutagesOnlyWhereTheProxyIsNamed(string? proxy, bool expected)
    {
        await using var crm = new CrmMockHost { OutageProxyUrl = proxy };

        var html = await crm.CreateClient().GetStringAsync("/");

        Assert.Equal(expected, html.Contains(">Take the CRM down</button>", StringComparison.Ordinal));
        Assert.Equal(expected, html.Contains(">Take Google down</button>", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/cases/0")]
    [InlineData("/nothing")]
    public async Task Page_NotThere_Is404WithAPage(string path)
    {
        await using var crm = new CrmMockHost();

        using var answer = await crm.CreateClient().GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is nothing here", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/_framework/blazor.web.js", "text/javascript")]
    [InlineData("/crm.css", "text/css")]
    [InlineData("/attach.js", "text/javascript")]
    public async Task Asset_ThatThePageNeeds_IsServed(string path, string type)
    {
        await using var crm = new CrmMockHost();

        using var answer = await crm.CreateClient().GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
    }
}
