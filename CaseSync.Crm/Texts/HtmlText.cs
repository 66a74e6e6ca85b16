using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace CaseSync.Crm.Texts;

/// <summary>
/// HTML as a person would retype it: paragraphs, lists, quotations, code, and where a link leads. What has no text is
/// named in brackets (<c>[image: plan.png]</c>), so that a reader knows that there is more.
/// </summary>
internal sealed partial class HtmlText
{
    // People's mails nest some dozens deep. What is deeper was made to break something: a stack, for one.
    private const int DepthMax = 200;

    private static readonly HtmlParser s_parser = new();

    private readonly StringBuilder _text = new();
    private int _depth;
    private int _codeDepth;

    private HtmlText()
    {
    }

    /// <summary>Lines end in LF; nothing of it is markup any more, whatever the text looks like.</summary>
    public static string ToPlain(string html)
    {
        using var document = s_parser.ParseDocument(html);
        return document.Body is { } body ? Read(body, depth: 0) : "";
    }

    private static string Read(INode node, int depth)
    {
        var reading = new HtmlText { _depth = depth };
        reading.AppendChildren(node);
        return EmptyLines().Replace(SpaceBeforeBreak().Replace(reading._text.ToString(), "\n"), "\n\n").Trim();
    }

    private void AppendChildren(INode node)
    {
        if (_depth >= DepthMax)
        {
            _text.Append("[…]");
            return;
        }

        _depth++;
        var number = 0;
        foreach (var child in node.ChildNodes)
        {
            if (child is IText { Data: var words })
            {
                AppendWords(words);
            }
            else if (child is IElement element)
            {
                number += element.LocalName == "li" ? 1 : 0;
                Append(element, number);
            }
        }

        _depth--;
    }

    /// <param name="number">Of an item in its list.</param>
    private void Append(IElement element, int number)
    {
        switch (element.LocalName)
        {
            case "script" or "style" or "head" or "template" or "noscript":
                break;
            case "br":
                _text.Append('\n');
                break;
            case "hr":
                Block("\n", () => _text.Append("---"));
                break;
            case "img":
                _text.Append("[image: ").Append(NameOf(element)).Append(']');
                break;
            case "a":
                AppendLink(element);
                break;
            case "li":
                var isNumbered = element.ParentElement is { LocalName: "ol" };
                Block("\n", () =>
                {
                    _text.Append(isNumbered ? string.Create(CultureInfo.InvariantCulture, $"{number}. ") : "- ");
                    AppendChildren(element);
                });
                break;
            case "tr" or "div" or "ul" or "ol" or "section" or "article" or "header" or "footer" or "dt" or "dd":
                Block("\n", () => AppendChildren(element));
                break;
            case "td" or "th":
                AppendChildren(element);
                _text.Append(element.NextElementSibling is null ? "" : " | ");
                break;
            case "pre":
                _codeDepth++;
                Block("\n\n", () => AppendChildren(element));
                _codeDepth--;
                break;
            case "blockquote":
                Block("\n\n", () => _text.AppendJoin(
                    '\n', Read(element, _depth + 1).Split('\n').Select(line => $"> {line}")));
                break;
            case "p" or "table" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                Block("\n\n", () => AppendChildren(element));
                break;
            default:
                AppendChildren(element);
                break;
        }
    }

    private void AppendLink(IElement link)
    {
        var start = _text.Length;
        AppendChildren(link);
        var (shown, target) = (_text.ToString(start, _text.Length - start).Trim(), link.GetAttribute("href"));
        if (!string.IsNullOrEmpty(target) && !target.StartsWith('#')
            && target != shown && target != $"mailto:{shown}" && target.TrimEnd('/') != shown)
        {
            _text.Append(shown.Length > 0 ? " (" : "(").Append(target).Append(')');
        }
    }

    private void Block(string gap, Action content)
    {
        Break(gap);
        content();
        Break(gap);
    }

    private void Break(string gap)
    {
        if (_text.Length > 0)
        {
            _text.Append(gap.AsSpan(0, _text[^1] == '\n' ? gap.Length - 1 : gap.Length));
        }
    }

    private void AppendWords(string data)
    {
        var isCode = _codeDepth > 0;
        var words = isCode ? data.ReplaceLineEndings("\n") : Whitespace().Replace(data, " ");
        var isAtStart = _text.Length == 0 || _text[^1] is '\n' or ' ';
        _text.Append(isAtStart && !isCode ? words.TrimStart(' ') : words);
    }

    private static string NameOf(IElement image) =>
        image.GetAttribute("alt") is { Length: > 0 } alternative ? alternative
        : image.GetAttribute("src") is { } source && !source.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            ? source.Split('/')[^1]
            : "without a name";

    [GeneratedRegex(@"[\s-[\u00A0]]+")]
    private static partial Regex Whitespace();

    [GeneratedRegex(@"[ \t]+\n")]
    private static partial Regex SpaceBeforeBreak();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex EmptyLines();
}
