using System.Text.Json.Nodes;
using CaseSync.Core.Cases;

namespace CaseSync.Tests.Chaos;

/// <summary>Customer Care v2, as the Google mock serves it.</summary>
internal sealed class GoogleDesk(Uri address) : Desk(Side.Google, address)
{
    private const string Cases = "projects/casesync-demo/cases";
    private const string Ours = "casesync@local.test";

    public override async Task<string> OpenAsync(
        string person, string title, string description, int priority, bool isFlagged, CancellationToken cancel)
    {
        var body = Json(
            ("displayName", title), ("description", description), ("priority", $"P{priority}"),
            ("classification", new JsonObject { ["id"] = "100H41EKC1K6ASRFC5JJ" }));
        return LastSegment((string)(await SendAsync(HttpMethod.Post, $"/v2/{Cases}", person, body, cancel))["name"]!);
    }

    // Everything at Google is public.
    public override Task CommentAsync(string person, string id, string text, bool isPublic, CancellationToken cancel) =>
        SendAsync(HttpMethod.Post, $"/v2/{Cases}/{id}/comments", person, Json(("body", text)), cancel);

    public override Task AttachAsync(
        string person, string id, string fileName, byte[] content, bool isPublic, CancellationToken cancel)
    {
        var name = Uri.EscapeDataString(fileName);
        return SendAsync(
            HttpMethod.Post, $"/upload/v2/{Cases}/{id}/attachments?attachment.filename={name}", person,
            Bytes(content), cancel);
    }

    public override async Task<bool> TrySetPriorityAsync(
        string person, string id, int priority, CancellationToken cancel) =>
        await TrySendAsync(
            HttpMethod.Patch, $"/v2/{Cases}/{id}?updateMask=priority", person, Json(("priority", $"P{priority}")),
            cancel) is not null;

    public override async Task<bool> TryCloseAsync(string person, string id, CancellationToken cancel) =>
        await TrySendAsync(HttpMethod.Post, $"/v2/{Cases}/{id}:close", person, Json(), cancel) is not null;

    public override Task<bool> TryReopenAsync(string person, string id, CancellationToken cancel) =>
        Task.FromResult(false); // Its API cannot.

    public override async Task<IReadOnlyList<SeenCase>> ListAsync(CancellationToken cancel) =>
        [.. (await PagesAsync($"/v2/{Cases}", "cases", cancel)).Select(wire => new SeenCase
        {
            Side = Side.Google,
            Id = LastSegment((string)wire["name"]!),
            Title = (string?)wire["displayName"] ?? "",
            Description = (string?)wire["description"] ?? "",
            Priority = ((string)wire["priority"]!)[1] - '0',
            IsClosed = (string?)wire["state"] == "CLOSED",
            IsOurs = IsOurs(wire),
            GoogleNumber = LastSegment((string)wire["name"]!),
        })];

    protected override async Task<IReadOnlyList<SeenComment>> CommentsAsync(string id, CancellationToken cancel)
    {
        var newestFirst = await PagesAsync($"/v2/{Cases}/{id}/comments", "comments", cancel);
        return [.. newestFirst.Reverse().Select(wire => new SeenComment(
            LastSegment((string)wire["name"]!), (string)wire["creator"]!["displayName"]!, IsOurs(wire), true,
            Time(wire), (string?)wire["body"] ?? ""))];
    }

    protected override async Task<IReadOnlyList<SeenFile>> FilesAsync(string id, CancellationToken cancel)
    {
        var files = new List<SeenFile>();
        foreach (var wire in (await PagesAsync($"/v2/{Cases}/{id}/attachments", "attachments", cancel)).Reverse())
        {
            var content = await ContentAsync($"/v2/{(string)wire["name"]!}:download?alt=media", cancel);
            files.Add(new SeenFile(
                LastSegment((string)wire["name"]!), (string)wire["filename"]!, content, IsOurs(wire), true));
        }

        return files;
    }

    private static bool IsOurs(JsonNode wire) => (string?)wire["creator"]?["email"] == Ours;
}
