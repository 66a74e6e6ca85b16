using System.Text.Json;

namespace CaseSync.Poller;

/// <summary>
/// What starts a job has nothing to tell it: no parameter, and no body, or an empty object. Anything else was meant for
/// somebody else.
/// </summary>
internal static class NoInput
{
    private const int BodyBytesMax = 16 * 1024;

    /// <summary>
    /// The answer to a request that brings something; null for one that does not. Nothing is done before it is asked.
    /// </summary>
    public static async Task<IResult?> FindProblemAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.Query.Keys.FirstOrDefault() is { } parameter)
        {
            return Problem(StatusCodes.Status400BadRequest, $"'{parameter}' is no parameter of this; it takes none.");
        }

        // One more than is taken tells that there is more.
        var body = new byte[BodyBytesMax + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancel);
        if (length > BodyBytesMax)
        {
            return Problem(
                StatusCodes.Status413PayloadTooLarge,
                $"The body has over {BodyBytesMax} bytes; this takes none, or {{}}.");
        }

        return length == 0 || IsEmptyObject(body.AsMemory(0, length))
            ? null
            : Problem(StatusCodes.Status400BadRequest, "The body is not empty; this takes none, or {}.");
    }

    private static bool IsEmptyObject(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && !json.RootElement.EnumerateObject().Any();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static IResult Problem(int status, string detail) =>
        Results.Problem(detail, statusCode: status, title: "Not understood");
}
