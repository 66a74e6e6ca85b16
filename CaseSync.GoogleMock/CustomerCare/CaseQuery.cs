using CaseSync.GoogleMock.Rest;

namespace CaseSync.GoogleMock.CustomerCare;

/// <summary>
/// What <c>cases.list</c> and <c>cases.search</c> filter by: terms joined by AND, each a restriction or, in a search, a
/// quoted text. OR joins priorities only.
/// </summary>
internal sealed class CaseQuery
{
    private readonly List<CaseQueryToken> _tokens;
    private readonly bool _search;
    private int _at;

    private CaseQuery(string text, bool search) => (_tokens, _search) = (CaseQueryToken.Split(text), search);

    private CaseQueryToken Next => _tokens[_at];

    public static Func<SupportCase, bool> ParseFilter(string? text) => new CaseQuery(text ?? "", search: false).Parse();

    public static Func<SupportCase, bool> ParseSearch(string? text) => new CaseQuery(text ?? "", search: true).Parse();

    private Func<SupportCase, bool> Parse()
    {
        if (Next.Kind == CaseQueryTokenKind.End)
        {
            return _ => true;
        }
        var terms = new List<Func<SupportCase, bool>> { ParseTerm() };
        while (TryTake("AND"))
        {
            terms.Add(ParseTerm());
        }
        return Next.Kind == CaseQueryTokenKind.End
            ? seen => terms.TrueForAll(term => term(seen))
            : throw Unexpected("AND or the end");
    }

    private Func<SupportCase, bool> ParseTerm()
    {
        if (TryTake("("))
        {
            var inner = ParsePriorities();
            return TryTake(")") ? inner : throw Unexpected("\")\"");
        }
        if (Next is { Kind: CaseQueryTokenKind.Word, Text: "priority" })
        {
            return ParsePriorities();
        }
        return Next.Kind == CaseQueryTokenKind.Quoted && _search ? ParseText() : ParseRestriction();
    }

    private Func<SupportCase, bool> ParsePriorities()
    {
        var wanted = new HashSet<string>();
        do
        {
            if (!TryTake("priority"))
            {
                throw Unexpected("priority");
            }
            Expect("=");
            wanted.Add(TakeValue("P0", "P1", "P2", "P3", "P4"));
        }
        while (TryTake("OR"));
        return seen => wanted.Contains(seen.Priority.Text());
    }

    private Func<SupportCase, bool> ParseRestriction()
    {
        var field = Next;
        if (TryTake("state"))
        {
            Expect("=");
            var closed = TakeValue("OPEN", "CLOSED") == "CLOSED";
            return seen => seen.State == CaseState.Closed == closed;
        }
        if (TryTake("creator.email"))
        {
            Expect("=");
            var email = TakeQuoted();
            return seen => email.Equals(seen.Creator.Email, StringComparison.OrdinalIgnoreCase);
        }
        if (_search && TryTake("update_time"))
        {
            Expect(">");
            var text = TakeQuoted();
            return ProtoText.TryParseTimestamp(text, out var after)
                ? seen => seen.UpdatedAt > after
                : throw GoogleApiException.InvalidArgument(
                    $"Invalid filter: \"{text}\" is not a timestamp such as 2020-01-01T00:00:00-05:00.");
        }
        throw field.Kind == CaseQueryTokenKind.Word
            ? GoogleApiException.InvalidArgument($"Invalid filter: unknown field or keyword {field.Text}.")
            : Unexpected("a field");
    }

    /// <summary>Found anywhere in title, description and comments, so that a search for 78 finds 789 as well.</summary>
    private Func<SupportCase, bool> ParseText()
    {
        var words = TakeQuoted();
        return seen =>
            Holds(seen.DisplayName) || Holds(seen.Description) || seen.Comments.Exists(one => Holds(one.Body));

        bool Holds(string text) => text.Contains(words, StringComparison.OrdinalIgnoreCase);
    }

    private bool TryTake(string text)
    {
        if (Next.Kind is not (CaseQueryTokenKind.Word or CaseQueryTokenKind.Operator) || Next.Text != text)
        {
            return false;
        }
        _at++;
        return true;
    }

    private void Expect(string comparison)
    {
        if (!TryTake(comparison))
        {
            throw Unexpected($"\"{comparison}\"");
        }
    }

    private string TakeValue(params string[] allowed)
    {
        if (Next.Kind is CaseQueryTokenKind.Word or CaseQueryTokenKind.Quoted && allowed.Contains(Next.Text))
        {
            return _tokens[_at++].Text;
        }
        throw Unexpected(string.Join(" or ", allowed));
    }

    private string TakeQuoted() =>
        Next.Kind == CaseQueryTokenKind.Quoted ? _tokens[_at++].Text : throw Unexpected("a quoted text");

    private GoogleApiException Unexpected(string expected) =>
        GoogleApiException.InvalidArgument($"Invalid filter: expected {expected}, got {Next.Text}.");
}
