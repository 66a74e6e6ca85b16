using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace CaseSync.Crm.Texts;

/// <summary>
/// HTML as a person would retype it: paragraphs, lists, quotations, code, and where a link leads. What has no text is
/// named in brackets (<c>[image: plan.png]</c>), so that a reader knows that there is more.
/// </summary>
internal static partial class HtmlText
{
    private static readonly HtmlParser s_parser = new();

    /// <summary>Lines end in LF; nothing of it is markup any more, whatever the text looks like.</summary>
    public static string ToPlain(string html)
    {
        using var document = s_parser.ParseDocument(html);
        var text = new StringBuilder();
        if (document.Body is { } body)
        {
            Append(text, body, isCode: false);
        }

        return EmptyLines().Replace(SpaceBeforeBreak().Replace(text.ToString(), "\n"), "\n\n").Trim();
    }

    private static void Append(StringBuilder text, INode node, bool isCode)
    {
        foreach (var child in node.ChildNodes)
        {
            switch (child)
            {
                case IText { Data: var data }:
                    AppendWords(text, data, isCode);
                    break;
                case IElement element:
                    Append(text, element, isCode);
                    break;
            }
        }
    }

    private static void Append(StringBuilder text, IElement element, bool isCode)
    {
        switch (element.LocalName)
        {
            case "script" or "style" or "head" or "template" or "noscript":
                break;
            case "br":
                text.Append('\n');
                break;
            case "hr":
                Block(text, "\n", () => text.Append("---"));
                break;
            case "img":
                text.Append("[image: ").Append(NameOf(element)).Append(']');
                break;
            case "a":
                AppendLink(text, element, isCode);
                break;
            case "li":
                Block(text, "\n", () =>
                {
                    text.Append(NumberOf(element) is { } number ? $"{number}. " : "- ");
                    Append(text, (INode)element, isCode);
                });
                break;
            case "tr" or "div" or "ul" or "ol" or "section" or "article" or "header" or "footer" or "dt" or "dd":
                Block(text, "\n", () => Append(text, (INode)element, isCode));
                break;
            case "td" or "th":
                Append(text, (INode)element, isCode);
                if (element.NextElementSibling is not null)
                {
                    text.Append(" | ");
                }

                break;
            case "pre":
                Block(text, "\n\n", () => Append(text, (INode)element, isCode: true));
                break;
            case "blockquote":
                Block(text, "\n\n", () => AppendQuoted(text, element));
                break;
            case "p" or "table" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                Block(text, "\n\n", () => Append(text, (INode)element, isCode));
                break;
            default:
                Append(text, (INode)element, isCode);
                break;
        }
    }

    private static void AppendLink(StringBuilder text, IElement link, bool isCode)
    {
        var start = text.Length;
        Append(text, (INode)link, isCode);
        var (shown, target) = (text.ToString(start, text.Length - start).Trim(), link.GetAttribute("href"));
        if (!string.IsNullOrEmpty(target) && !target.StartsWith('#')
            && target != shown && target != $"mailto:{shown}" && target.TrimEnd('/') != shown)
        {
            text.Append(shown.Length > 0 ? " (" : "(").Append(target).Append(')');
        }
    }

    private static void AppendQuoted(StringBuilder text, IElement quotation)
    {
        var quoted = new StringBuilder();
        Append(quoted, (INode)quotation, isCode: false);
        var lines = EmptyLines().Replace(quoted.ToString().Trim(), "\n\n").Split('\n');
        text.AppendJoin('\n', lines.Select(line => $"> {line}"));
    }

    private static void Block(StringBuilder text, string gap, Action content)
    {
        Break(text, gap);
        content();
        Break(text, gap);
    }

    private static void Break(StringBuilder text, string gap)
    {
        if (text.Length > 0)
        {
            text.Append(gap.AsSpan(0, text[^1] == '\n' ? gap.Length - 1 : gap.Length));
        }
    }

    private static void AppendWords(StringBuilder text, string data, bool isCode)
    {
        var words = isCode ? data.ReplaceLineEndings("\n") : Whitespace().Replace(data, " ");
        var isAtStart = text.Length == 0 || text[^1] is '\n' or ' ';
        text.Append(isAtStart && !isCode ? words.TrimStart(' ') : words);
    }

    private static string NameOf(IElement image) =>
        image.GetAttribute("alt") is { Length: > 0 } alternative ? alternative
        : image.GetAttribute("src") is { } source && !source.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            ? source.Split('/')[^1]
            : "without a name";

    private static int? NumberOf(IElement item) => item.ParentElement is { LocalName: "ol" } list
        ? list.Children.Where(child => child.LocalName == "li").TakeWhile(child => child != item).Count() + 1
        : null;

    [GeneratedRegex(@"[\s-[\u00A0]]+")]
    private static partial Regex Whitespace();

    [GeneratedRegex(@"[ \t]+\n")]
    private static partial Regex SpaceBeforeBreak();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex EmptyLines();
}
