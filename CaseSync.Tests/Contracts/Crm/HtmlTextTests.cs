using CaseSync.Crm.Texts;

namespace CaseSync.Tests.Contracts.Crm;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("<p>One</p><p>Two</p>", "One\n\nTwo")]
    [InlineData("One<br>Two<br/>Three", "One\nTwo\nThree")]
    [InlineData("<p>A\n  <b>bold</b>\n word</p>", "A bold word")]
    [InlineData("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n- c")]
    [InlineData("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b")]
    [InlineData("<blockquote><p>said</p><p>more</p></blockquote>no", "> said\n>\n> more\n\nno")]
    [InlineData("<pre>if (a)\n    b();</pre>", "if (a)\n    b();")]
    [InlineData("<a href='https://a.test/x'>here</a>", "here (https://a.test/x)")]
    [InlineData("<a href='https://a.test/'>https://a.test</a>", "https://a.test")]
    [InlineData("<a href='mailto:a@b.test'>a@b.test</a>", "a@b.test")]
    [InlineData("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>", "a | b\n1 | 2")]
    [InlineData("<img src='https://a.test/plan.png'> <img alt='A cat' src='data:image/png;base64,AA'>",
        "[image: plan.png] [image: A cat]")]
    [InlineData("<script>alert(1)</script><style>b{}</style>x", "x")]
    [InlineData("&lt;b&gt; &amp;amp; &eacute; &#x1F642;", "<b> &amp; é 🙂")]
    [InlineData("<p>unclosed <i>tags", "unclosed tags")]
    [InlineData("<div>a</div><div>b</div><hr><h1>c</h1>d", "a\nb\n---\n\nc\n\nd")]
    [InlineData("", "")]
    public void Html_IsReadAsAPersonWouldRetypeIt(string html, string text) =>
        Assert.Equal(text, HtmlText.ToPlain(html));

    [Theory]
    [InlineData("div")]
    [InlineData("blockquote")]
    [InlineData("ul><li")]
    public void Html_MadeToBreakAStack_IsCut(string tags)
    {
        var html = string.Concat(Enumerable.Repeat($"<{tags}>", 2_000));
        var text = HtmlText.ToPlain($"Hello <b>you</b>{html}too deep");
        Assert.StartsWith("Hello you", text, StringComparison.Ordinal);
        Assert.Contains("[…]", text, StringComparison.Ordinal);
    }
}
