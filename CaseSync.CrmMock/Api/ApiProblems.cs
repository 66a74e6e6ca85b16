using CaseSync.CrmMock.Cases;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace CaseSync.CrmMock.Api;

/// <summary>Gives every error of the API its problem details (RFC 9457), whoever noticed it.</summary>
internal static class ApiProblems
{
    public static async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (RequestRefusedException refused) when (!http.Response.HasStarted)
        {
            await WriteAsync(http, refused.Status, refused.Message);
            return;
        }
        catch (BadHttpRequestException broken) when (!http.Response.HasStarted)
        {
            await WriteAsync(http, broken.StatusCode, broken.Message);
            return;
        }

        if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
        {
            await WriteAsync(http, http.Response.StatusCode, Explain(http));
        }
    }

    private static string Explain(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => $"There is nothing at {http.Request.Path}.",
        StatusCodes.Status405MethodNotAllowed =>
            $"The method is {http.Request.Method}; {http.Request.Path} takes {http.Response.Headers.Allow}.",
        var status => $"{http.Request.Method} {http.Request.Path} was answered {status}.",
    };

    private static Task WriteAsync(HttpContext http, int status, string detail)
    {
        http.Response.StatusCode = status;
        var problem = new ProblemDetails
        {
            Status = status,
            Title = ReasonPhrases.GetReasonPhrase(status),
            Detail = detail,
            Instance = http.Request.Path,
        };
        return http.Response.WriteAsJsonAsync(
            problem, CrmJson.Readable.ProblemDetails, "application/problem+json", http.RequestAborted);
    }
}
