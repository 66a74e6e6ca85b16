using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace CaseSync.Bench.LargeFile;

/// <summary>What a person does at the CRM, and sees at Google.</summary>
internal sealed class BothSystems(LocalStack stack, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromMilliseconds(250);

    private readonly HttpClient _http = new() { Timeout = s_patience };

    /// <summary>Waits for both mocks; Poller and Syncer may come later, since tasks are tried again.</summary>
    public async Task AwaitReadyAsync(CancellationToken cancel)
    {
        foreach (var system in (Uri[])[stack.Crm, stack.Google])
        {
            await UntilAsync(
                $"{system} answers", async () => await IsReadyAsync(system, cancel) ? system.Host : null, cancel);
        }
    }

    public async Task<string> OpenCaseAsync(string summary, CancellationToken cancel)
    {
        using var content = JsonContent.Create(
            new NewCrmCase(summary, "Made by the bench.", 2, SynchronizeWithGoogleCloudSupport: true),
            BenchJson.Default.NewCrmCase);
        await content.LoadIntoBufferAsync(cancel);
        using var request = AsPerson(new Uri(stack.Crm, "api/cases"), content);
        using var answer = await _http.SendAsync(request, cancel);
        return (await ReadAsync(answer, cancel)).GetProperty("id").GetString()!;
    }

    public async Task AttachAsync(string id, string filename, long bytes, CancellationToken cancel)
    {
        using var content = new PatternedBody(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var request = AsPerson(new Uri(stack.Crm, $"api/cases/{id}/attachments?filename={filename}"), content);
        using var answer = await _http.SendAsync(request, cancel);
        await ReadAsync(answer, cancel);
    }

    public Task<string> AwaitGoogleCaseAsync(string id, CancellationToken cancel) => UntilAsync(
        $"case {id} has a counterpart",
        async () =>
            (await GetAsync(new Uri(stack.Crm, $"api/cases/{id}"), cancel)).GetProperty("googleCaseName").GetString(),
        cancel);

    public Task AwaitFileAsync(string googleCase, long bytes, CancellationToken cancel) => UntilAsync(
        $"{googleCase} has a file of {bytes} bytes",
        async () => await HasFileAsync(googleCase, bytes, cancel) ? googleCase : null,
        cancel);

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage AsPerson(Uri address, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "ann@example.com");
        return request;
    }

    private async Task<bool> HasFileAsync(string googleCase, long bytes, CancellationToken cancel)
    {
        string? token = "";
        do
        {
            var page = await GetAsync(
                new Uri(stack.Google, $"v2/{googleCase}/attachments?pageToken={Uri.EscapeDataString(token)}"), cancel);
            if (page.TryGetProperty("attachments", out var files) && files.EnumerateArray().Any(file =>
                file.GetProperty("sizeBytes").GetString() == bytes.ToString(CultureInfo.InvariantCulture)))
            {
                return true;
            }

            token = page.TryGetProperty("nextPageToken", out var next) ? next.GetString() : null;
        }
        while (!string.IsNullOrEmpty(token));
        return false;
    }

    private async Task<bool> IsReadyAsync(Uri system, CancellationToken cancel)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(system, "health"), cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<string> UntilAsync(string what, Func<Task<string?>> look, CancellationToken cancel)
    {
        var startedAt = clock.GetTimestamp();
        while (clock.GetElapsedTime(startedAt) < s_patience)
        {
            stack.ThrowIfOneEnded();
            if (await look() is { } found)
            {
                return found;
            }

            await Task.Delay(s_lookEvery, clock, cancel);
        }

        throw new TimeoutException($"Waited {s_patience.TotalMinutes:0} minutes until {what}.");
    }

    private async Task<JsonElement> GetAsync(Uri address, CancellationToken cancel)
    {
        using var answer = await _http.GetAsync(address, cancel);
        return await ReadAsync(answer, cancel);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        var text = await answer.Content.ReadAsStringAsync(cancel);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException(
                $"{answer.RequestMessage?.RequestUri} answered {(int)answer.StatusCode}: {text}");
        }

        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
