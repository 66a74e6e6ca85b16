using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CaseSync.Tests.Chaos;

/// <summary>What the connector stores in, and how to lose all of it while nobody uses it.</summary>
internal abstract class ChaosStore
{
    /// <summary>Arguments of the host.</summary>
    public abstract IReadOnlyList<string> Settings { get; }

    public abstract Task WipeAsync(CancellationToken cancel);
}

internal sealed class SqliteChaosStore(string folder) : ChaosStore
{
    private readonly string _file = Path.Combine(folder, "store.db");

    public override IReadOnlyList<string> Settings =>
        ["--CASESYNC_STORE=Sqlite", $"--CASESYNC_STORE_PATH={_file}"];

    public override Task WipeAsync(CancellationToken cancel)
    {
        foreach (var file in Directory.GetFiles(folder, "store.db*")) // With -wal and -shm.
        {
            File.Delete(file);
        }

        return Task.CompletedTask;
    }
}

/// <summary>A namespace of its own in Google's emulator.</summary>
internal sealed class DatastoreChaosStore(string host, string storeNamespace) : ChaosStore
{
    private const string Project = "casesync-tests";

    public override IReadOnlyList<string> Settings =>
    [
        "--CASESYNC_STORE=Datastore", $"--DATASTORE_EMULATOR_HOST={host}",
        $"--Store:ProjectId={Project}", $"--Store:Namespace={storeNamespace}",
    ];

    public override async Task WipeAsync(CancellationToken cancel)
    {
        using var http = new HttpClient();
        while (await FindKeysAsync(http, cancel) is { Count: > 0 } keys)
        {
            var deletes = keys.Select(key => (JsonNode)new JsonObject { ["delete"] = key }).ToArray();
            await PostAsync(http, "commit", new JsonObject
            {
                ["mode"] = "NON_TRANSACTIONAL",
                ["mutations"] = new JsonArray(deletes),
            }, cancel);
        }
    }

    private async Task<JsonNode> PostAsync(
        HttpClient http, string method, JsonObject body, CancellationToken cancel)
    {
        var address = new Uri($"http://{host}/v1/projects/{Project}:{method}");
        using var answer = await http.PostAsJsonAsync(address, body, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{method}: {text}");
        return JsonNode.Parse(text)!;
    }

    // Of any kind; one page at a time.
    private async Task<IReadOnlyList<JsonNode>> FindKeysAsync(HttpClient http, CancellationToken cancel)
    {
        var found = await PostAsync(http, "runQuery", new JsonObject
        {
            ["partitionId"] = new JsonObject { ["projectId"] = Project, ["namespaceId"] = storeNamespace },
            ["query"] = new JsonObject { ["limit"] = 300 },
        }, cancel);
        return [.. found["batch"]!["entityResults"]?.AsArray()
            .Select(result => result!["entity"]!["key"]!.DeepClone()) ?? []];
    }
}
