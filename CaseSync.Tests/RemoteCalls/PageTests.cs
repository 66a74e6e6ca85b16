using System.Net;
using CaseSync.Core.Doors;
using CaseSync.ServiceDefaults.RemoteCalls;

namespace CaseSync.Tests.RemoteCalls;

public sealed class PageTests
{
    [Fact]
    public async Task Pages_OneIsEmptyButHasAToken_GoOn()
    {
        var system = new ScriptedSystem(
            ScriptedSystem.Json("""{"items":[{"name":"a"}],"nextPageToken":"t 1"}"""),
            ScriptedSystem.Json("""{"nextPageToken":"t2"}"""),
            ScriptedSystem.Json("""{"items":[{"name":"b"}],"nextPageToken":""}"""));
        Assert.Equal(["a", "b"], await ReadAsync(system));
        Assert.Equal(["GET /things?after=", "GET /things?after=t%201", "GET /things?after=t2"], system.Targets);
    }

    [Fact]
    public async Task Pages_TokenComesAgain_IsAFailureAndNotTheEnd()
    {
        var system = new ScriptedSystem(
            ScriptedSystem.Json("""{"nextPageToken":"a"}"""),
            ScriptedSystem.Json("""{"nextPageToken":"b"}"""),
            ScriptedSystem.Json("""{"nextPageToken":"a"}"""));
        var e = await Assert.ThrowsAsync<RemoteCallException>(() => ReadAsync(system));
        Assert.Contains("one page token twice", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_WithoutEnd_AreAFailureAtTheBound()
    {
        var next = 0;
        var system = new ScriptedSystem(_ => ScriptedSystem.Json($$"""{"nextPageToken":"{{next++}}"}"""));
        var e = await Assert.ThrowsAsync<RemoteCallException>(() => ReadAsync(system));
        Assert.Contains("more than 10000 pages", e.Message, StringComparison.Ordinal);
        Assert.Equal(10_000, system.Requests.Count);
    }

    [Fact]
    public async Task Pages_OneCannotBeRead_AreAFailure()
    {
        var system = new ScriptedSystem(
            ScriptedSystem.Json("""{"items":[{"name":"a"}],"nextPageToken":"t"}"""),
            new HttpResponseMessage(HttpStatusCode.Forbidden));
        var e = await Assert.ThrowsAsync<RemoteCallException>(() => ReadAsync(system));
        Assert.Equal(RemoteFailure.Denied, e.Failure);
    }

    private static async Task<List<string?>> ReadAsync(ScriptedSystem system)
    {
        var names = new List<string?>();
        var pages = system.Api().ReadPagesAsync(
            token => RemoteRequest.Get("things.list", $"things?after={Uri.EscapeDataString(token ?? "")}"),
            ThingJson.Default.ThingPage, page => page.NextPageToken, default);
        await foreach (var page in pages)
        {
            names.AddRange((page.Value.Items ?? []).Select(thing => thing.Name));
        }
        return names;
    }
}
