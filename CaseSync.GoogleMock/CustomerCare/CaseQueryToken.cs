using System.Text;
using CaseSync.GoogleMock.Rest;

namespace CaseSync.GoogleMock.CustomerCare;

internal enum CaseQueryTokenKind
{
    Word,
    Quoted,
    Operator,
    End,
}

/// <summary>A piece of a filter: a word, a quoted text, one of <c>( ) = &gt; …</c>, or the end.</summary>
internal readonly record struct CaseQueryToken(CaseQueryTokenKind Kind, string Text)
{
    public static List<CaseQueryToken> Split(string query)
    {
        var tokens = new List<CaseQueryToken>();
        for (var at = 0; at < query.Length;)
        {
            if (char.IsWhiteSpace(query[at]))
            {
                at++;
            }
            else if (query[at] == '"')
            {
                tokens.Add(new CaseQueryToken(CaseQueryTokenKind.Quoted, Unquote(query, ref at)));
            }
            else
            {
                tokens.Add(IsWord(query[at]) ? Take(query, ref at, CaseQueryTokenKind.Word, IsWord)
                    : query[at] is '(' or ')' ? new CaseQueryToken(CaseQueryTokenKind.Operator, query[at++].ToString())
                    : Take(query, ref at, CaseQueryTokenKind.Operator, IsOperator));
            }
        }
        tokens.Add(new CaseQueryToken(CaseQueryTokenKind.End, "the end"));
        return tokens;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '.';

    private static bool IsOperator(char c) => !IsWord(c) && !char.IsWhiteSpace(c) && c is not ('"' or '(' or ')');

    private static CaseQueryToken Take(string query, ref int at, CaseQueryTokenKind kind, Func<char, bool> belongs)
    {
        var start = at;
        while (at < query.Length && belongs(query[at]))
        {
            at++;
        }
        return new CaseQueryToken(kind, query[start..at]);
    }

    private static string Unquote(string query, ref int at)
    {
        var text = new StringBuilder();
        for (at++; at < query.Length; at++)
        {
            if (query[at] == '"')
            {
                at++;
                return text.ToString();
            }
            if (query[at] == '\\' && at + 1 < query.Length)
            {
                at++;
            }
            text.Append(query[at]);
        }
        throw GoogleApiException.InvalidArgument("Invalid filter: a quoted text does not end.");
    }
}
