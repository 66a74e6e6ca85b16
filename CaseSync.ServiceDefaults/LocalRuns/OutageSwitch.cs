using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace CaseSync.ServiceDefaults.LocalRuns;

/// <summary>
/// The outage proxy's control address, for the mocks' pages. It names a system <c>crm</c> or <c>google</c>.
/// </summary>
/// <param name="http">Without a base address where no proxy stands before the systems.</param>
public sealed class OutageSwitch(HttpClient http) : IDisposable
{
    public bool IsThere => http.BaseAddress is not null;

    /// <summary>Null where the proxy does not answer.</summary>
    public async Task<OutageState?> FindStateAsync(string side, CancellationToken cancel)
    {
        // A page asks every other second, which would fill the traces: what is not recorded has nothing recorded within
        // it.
        using var unrecorded = new Activity("outage state").Start();
        unrecorded.ActivityTraceFlags = ActivityTraceFlags.None;
        var states = await AskAsync(async () =>
            await http.GetFromJsonAsync("state", OutageJson.Default.DictionaryStringOutageState, cancel), cancel);
        return states?.GetValueOrDefault(side);
    }

    /// <summary>
    /// As <see cref="FindStateAsync"/> answers, after the verb: <c>down</c>, <c>lose-replies</c>, <c>bring-back</c>.
    /// </summary>
    public Task<OutageState?> SetAsync(string side, string verb, CancellationToken cancel) => AskAsync(async () =>
    {
        using var answer = await http.PostAsync(new Uri($"{side}/{verb}", UriKind.Relative), content: null, cancel);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync(OutageJson.Default.OutageState, cancel);
    }, cancel);

    public void Dispose() => http.Dispose();

    private static async Task<T?> AskAsync<T>(Func<Task<T?>> ask, CancellationToken cancel) where T : class
    {
        try
        {
            return await ask();
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null; // Its time was up.
        }
    }
}

/// <summary>What happens to CaseSync's requests to a system.</summary>
public sealed record OutageState(bool Down, int LoseReplies, int DelayMs)
{
    /// <param name="system">As a sentence begins.</param>
    public string Describe(string system) => this switch
    {
        { Down: true } => $"{system} is down: CaseSync cannot reach it. You still can, on its page.",
        { LoseReplies: > 0 } =>
            $"{system} is up, but the answers to CaseSync's next {LoseReplies} changes there get lost.",
        { DelayMs: > 0 } => $"{system} is up, but CaseSync waits {DelayMs} ms longer for each answer.",
        _ => $"{system} is up: CaseSync can reach it.",
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OutageState))]
[JsonSerializable(typeof(Dictionary<string, OutageState>))]
internal sealed partial class OutageJson : JsonSerializerContext;
