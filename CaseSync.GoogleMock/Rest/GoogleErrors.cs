namespace CaseSync.GoogleMock.Rest;

internal static class GoogleErrors
{
    /// <summary>
    /// Whatever fails under the API's paths answers with Google's error body, also what no route matches.
    /// </summary>
    public static void UseGoogleErrors(this WebApplication app) => app.UseWhen(
        http => http.Request.Path.StartsWithSegments("/v2") || http.Request.Path.StartsWithSegments("/upload"),
        api => api.Use(AnswerAsync));

    private static async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
            // Google answers a wrong method as it does an unknown path.
            if (!http.Response.HasStarted && http.Response.StatusCode is 404 or 405)
            {
                http.Response.Headers.Allow = default;
                await WriteAsync(http, GoogleApiException.NotFound("Method not found."));
            }
        }
        catch (GoogleApiException error) when (!http.Response.HasStarted)
        {
            await WriteAsync(http, error);
        }
        catch (BadHttpRequestException error) when (!http.Response.HasStarted)
        {
            await WriteAsync(http, Of(error));
        }
    }

    // A body that came too slowly is nobody's argument: it may come again.
    internal static GoogleApiException Of(BadHttpRequestException error) =>
        error.StatusCode == StatusCodes.Status408RequestTimeout
        ? new GoogleApiException(error.StatusCode, "DEADLINE_EXCEEDED", error.Message)
        : GoogleApiException.InvalidArgument(error.Message);

    private static Task WriteAsync(HttpContext http, GoogleApiException error)
    {
        http.Response.StatusCode = error.Code;
        return http.Response.WriteAsJsonAsync(
            GoogleErrorBody.Of(error), GoogleErrorJson.Default.GoogleErrorBody, cancellationToken: http.RequestAborted);
    }
}
