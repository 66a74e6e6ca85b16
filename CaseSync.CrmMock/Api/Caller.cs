using System.Text.RegularExpressions;
using CaseSync.CrmMock.Cases;
using Microsoft.Net.Http.Headers;

namespace CaseSync.CrmMock.Api;

/// <summary>Who calls: a bearer token is the caller's name, and no token is the connector.</summary>
internal static partial class Caller
{
    private const string Scheme = "Bearer ";

    public static Person Of(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(HeaderNames.Authorization, out var header))
        {
            return Person.Connector;
        }

        var text = header.ToString();
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || !Token().IsMatch(text[Scheme.Length..]))
        {
            request.HttpContext.Response.Headers.WWWAuthenticate = "Bearer";
            throw new RequestRefusedException(
                StatusCodes.Status401Unauthorized,
                "The Authorization header is not a bearer token; it takes 'Bearer ' and a name of 1 to 100 characters "
                + "(letters, digits, - . _ ~ + / = @), or leave it out to be the connector.");
        }

        return Person.FromToken(text[Scheme.Length..]);
    }

    [GeneratedRegex(@"^[A-Za-z0-9._~+/=@-]{1,100}\z")]
    private static partial Regex Token();
}
