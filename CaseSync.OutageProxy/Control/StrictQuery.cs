using System.Globalization;

namespace CaseSync.OutageProxy.Control;

/// <summary>A query whose every parameter is known, given once and within bounds; else a refusal.</summary>
internal sealed class StrictQuery
{
    private readonly IQueryCollection _query;

    private StrictQuery(IQueryCollection query) => _query = query;

    /// <summary>What to answer instead; null as long as everything read was right.</summary>
    public IResult? Refusal { get; private set; }

    public static StrictQuery Read(HttpRequest request, IReadOnlyCollection<string> known)
    {
        var query = new StrictQuery(request.Query);
        foreach (var (name, values) in request.Query)
        {
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                query.Refuse($"There is no parameter '{name}' here.");
            }
            else if (values.Count != 1)
            {
                query.Refuse($"The parameter '{name}' is given {values.Count} times; once is enough.");
            }
        }

        return query;
    }

    /// <summary>
    /// A whole number from 0 to <paramref name="max"/>, which must be given where there is no fallback.
    /// </summary>
    public int? Number(string name, int max, int? fallback = null)
    {
        if (fallback is not null && !_query.ContainsKey(name))
        {
            return fallback;
        }

        var text = _query[name].ToString();
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= max)
        {
            return number;
        }

        Refuse($"The parameter '{name}' is '{text}'; it takes a whole number from 0 to {max}.");
        return null;
    }

    /// <summary>One of the words, or <paramref name="fallback"/> where none is given.</summary>
    public T? Choice<T>(string name, T fallback, params (string Word, T Value)[] choices) where T : struct
    {
        if (!_query.ContainsKey(name))
        {
            return fallback;
        }

        var text = _query[name].ToString();
        foreach (var (word, value) in choices)
        {
            if (word == text)
            {
                return value;
            }
        }

        Refuse($"The parameter '{name}' is '{text}'; it takes {string.Join(" or ", choices.Select(c => c.Word))}.");
        return null;
    }

    private void Refuse(string why) => Refusal ??= Results.Problem(why, statusCode: StatusCodes.Status400BadRequest);
}
