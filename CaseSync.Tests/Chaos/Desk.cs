using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CaseSync.Core.Cases;

namespace CaseSync.Tests.Chaos;

/// <summary>One of the two systems as people use it: over its own API, with no proxy before it.</summary>
internal abstract class Desk : IDisposable
{
    protected const int PageSize = 100;

    private readonly HttpClient _http;
    private readonly Dictionary<string, string> _contents = []; // What a file holds never changes.

    protected Desk(Side side, Uri address)
    {
        Side = side;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
    }

    public Side Side { get; }

    /// <summary>The new case's id.</summary>
    public abstract Task<string> OpenAsync(
        string person, string title, string description, int priority, bool isFlagged, CancellationToken cancel);

    public abstract Task CommentAsync(string person, string id, string text, bool isPublic, CancellationToken cancel);

    public abstract Task AttachAsync(
        string person, string id, string fileName, byte[] content, bool isPublic, CancellationToken cancel);

    /// <summary>False where the case takes it no more: it is closed.</summary>
    public abstract Task<bool> TrySetPriorityAsync(string person, string id, int priority, CancellationToken cancel);

    public abstract Task<bool> TryCloseAsync(string person, string id, CancellationToken cancel);

    /// <summary>False where the system cannot.</summary>
    public abstract Task<bool> TryReopenAsync(string person, string id, CancellationToken cancel);

    /// <summary>Without comments and files.</summary>
    public abstract Task<IReadOnlyList<SeenCase>> ListAsync(CancellationToken cancel);

    public async Task<IReadOnlyList<SeenCase>> ReadAsync(CancellationToken cancel)
    {
        var read = new List<SeenCase>();
        foreach (var seen in await ListAsync(cancel))
        {
            read.Add(seen with
            {
                Comments = await CommentsAsync(seen.Id, cancel),
                Files = await FilesAsync(seen.Id, cancel),
            });
        }

        return read;
    }

    public void Dispose() => _http.Dispose();

    protected abstract Task<IReadOnlyList<SeenComment>> CommentsAsync(string id, CancellationToken cancel);

    protected abstract Task<IReadOnlyList<SeenFile>> FilesAsync(string id, CancellationToken cancel);

    protected async Task<JsonNode> SendAsync(
        HttpMethod method, string path, string person, HttpContent? content, CancellationToken cancel) =>
        await TrySendAsync(method, path, person, content, cancel)
        ?? throw new InvalidOperationException($"{method} {path} was refused.");

    /// <summary>Null where the request was refused, since the case is closed.</summary>
    protected async Task<JsonNode?> TrySendAsync(
        HttpMethod method, string path, string person, HttpContent? content, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", person);
        using var answer = await _http.SendAsync(request, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        return answer.StatusCode == HttpStatusCode.BadRequest ? null
            : answer.IsSuccessStatusCode ? JsonNode.Parse(text)
            : throw new InvalidOperationException($"{method} {path} answered {(int)answer.StatusCode}: {text}");
    }

    protected async Task<IReadOnlyList<JsonNode>> PagesAsync(string path, string list, CancellationToken cancel)
    {
        var all = new List<JsonNode>();
        string? token = "";
        while (token is not null)
        {
            var next = token.Length > 0 ? $"&pageToken={Uri.EscapeDataString(token)}" : "";
            var page = await SendAsync(
                HttpMethod.Get, $"{path}?pageSize={PageSize}{next}", "reader", null, cancel);
            all.AddRange(page[list]?.AsArray().Select(item => item!) ?? []);
            token = (string?)page["nextPageToken"];
        }

        return all;
    }

    /// <summary>The beginning and a hash of what a file holds.</summary>
    protected async Task<string> ContentAsync(string path, CancellationToken cancel)
    {
        if (!_contents.TryGetValue(path, out var content))
        {
            var bytes = await _http.GetByteArrayAsync(path, cancel);
            var start = Encoding.ASCII.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 16)));
            content = $"{start}… {bytes.Length} bytes {Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}";
            _contents.Add(path, content);
        }

        return content;
    }

    protected static JsonContent Json(params (string Name, JsonNode Value)[] fields) => JsonContent.Create(
        new JsonObject(fields.Select(field => new KeyValuePair<string, JsonNode?>(field.Name, field.Value))));

    protected static ByteArrayContent Bytes(byte[] content) =>
        new(content) { Headers = { ContentType = new MediaTypeHeaderValue("text/plain") } };

    protected static string LastSegment(string name) => name[(name.LastIndexOf('/') + 1)..];

    protected static DateTimeOffset Time(JsonNode item) =>
        DateTimeOffset.Parse((string)item["createTime"]!, System.Globalization.CultureInfo.InvariantCulture);
}
