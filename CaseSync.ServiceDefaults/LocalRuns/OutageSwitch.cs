using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace CaseSync.ServiceDefaults.LocalRuns;

/// <summary>One system's part of the outage proxy's control address, for the page of its mock.</summary>
/// <param name="http">Without a base address where no proxy stands before the system.</param>
/// <param name="side">As the control address has it: <c>crm</c> or <c>google</c>.</param>
public sealed class OutageSwitch(HttpClient http, string side) : IDisposable
{
    public bool IsThere => http.BaseAddress is not null;

    /// <summary>Null where the proxy does not answer.</summary>
    public async Task<OutageState?> FindStateAsync(CancellationToken cancel)
    {
        // A page asks every other second, which would fill the traces: what is not recorded has nothing recorded within it.
        using var unrecorded = new Activity("outage state").Start();
        unrecorded.ActivityTraceFlags = ActivityTraceFlags.None;
        var states = await AskAsync(async () =>
            await http.GetFromJsonAsync("state", OutageJson.Default.DictionaryStringOutageState, cancel), cancel);
        return states?.GetValueOrDefault(side);
    }

    /// <summary>As <see cref="FindStateAsync"/> answers, after the verb: <c>down</c>, <c>lose-replies</c>, <c>bring-back</c>.</summary>
    public Task<OutageState?> SetAsync(string verb, CancellationToken cancel) => AskAsync(async () =>
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
    public string Describe() => this switch
    {
        { Down: true } => "Down: CaseSync cannot reach it. You still can, on this page.",
        { LoseReplies: > 0 } => $"Up, but the answers to CaseSync's next {LoseReplies} changes here get lost.",
        { DelayMs: > 0 } => $"Up, but CaseSync waits {DelayMs} ms longer for each answer.",
        _ => "Up: CaseSync can reach it.",
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OutageState))]
[JsonSerializable(typeof(Dictionary<string, OutageState>))]
internal sealed partial class OutageJson : JsonSerializerContext;
