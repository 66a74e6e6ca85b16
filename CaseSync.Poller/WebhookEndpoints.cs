using System.Text.Json;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Crm;
using CaseSync.Crm.Webhooks;
using Microsoft.Extensions.Options;

namespace CaseSync.Poller;

/// <summary>
/// <c>POST /webhooks/{crm}</c>: the CRM says that a case changed. 202 noted, 400 and 413 not understood, 401 not signed
/// as <see cref="WebhookSignature"/> says, 404 not the CRM that is configured (or none with a secret), 503 come again.
/// </summary>
internal static class WebhookEndpoints
{
    private const int BodyBytesMax = 64 * 1024;

    public static void MapWebhooks(this WebApplication app)
    {
        var crm = app.Services.GetRequiredService<IOptions<CrmOptions>>().Value;
        if (!app.Services.GetRequiredService<IOptions<PollerOptions>>().Value.Serves(PollerDuty.Webhooks)
            || string.IsNullOrEmpty(crm.WebhookSecret))
        {
            return;
        }

        app.MapPost(
            $"/webhooks/{crm.Kind.ToLowerInvariant()}",
            async (HttpRequest request, HearOfChange job, TimeProvider clock, ILoggerFactory logs,
                CancellationToken cancel) =>
            {
                var body = new byte[BodyBytesMax + 1]; // One more than is taken tells that there is more.
                var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancel);
                return length > BodyBytesMax
                    ? Problem(StatusCodes.Status413PayloadTooLarge, $"The body has over {BodyBytesMax} bytes.")
                    : FindFlaw(request, crm.WebhookSecret, body.AsSpan(0, length), clock) is { } flaw
                        ? Problem(StatusCodes.Status401Unauthorized, flaw)
                        : await AnswerAsync(body.AsMemory(0, length), job, logs, cancel);
            }).ExcludeFromDescription();
    }

    private static async Task<IResult> AnswerAsync(
        ReadOnlyMemory<byte> body, HearOfChange job, ILoggerFactory logs, CancellationToken cancel)
    {
        if (FindCase(body) is not { } id)
        {
            return Problem(
                StatusCodes.Status400BadRequest, "The body takes {\"caseId\":\"…\"}, the CRM's id of a case.");
        }

        try
        {
            await job.RunAsync(id, cancel);
            return Results.Accepted();
        }
        catch (RemoteCallException error)
        {
            logs.CreateLogger(typeof(WebhookEndpoints)).WebhookFailed(id.Value, error.Message);
            return Problem(
                StatusCodes.Status503ServiceUnavailable, "It could not be noted; the next poll finds the change.");
        }
    }

    private static string? FindFlaw(HttpRequest request, string secret, ReadOnlySpan<byte> body, TimeProvider clock) =>
        WebhookSignature.FindFlaw(
            secret, request.Headers[WebhookSignature.TimestampHeader],
            request.Headers[WebhookSignature.SignatureHeader], body, clock.GetUtcNow());

    // Whatever else it says is not needed.
    private static CompanyCaseId? FindCase(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("caseId", out var id) && id.ValueKind == JsonValueKind.String
                && CompanyCaseId.TryParse(id.GetString(), out var parsed) ? parsed : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult Problem(int status, string detail) =>
        Results.Problem(detail, statusCode: status, title: status == 503 ? "Not noted" : "Not taken");
}
