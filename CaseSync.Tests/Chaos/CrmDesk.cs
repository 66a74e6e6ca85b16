using System.Text.Json.Nodes;
using CaseSync.Core.Cases;

namespace CaseSync.Tests.Chaos;

/// <summary>The CRM mock's API.</summary>
internal sealed class CrmDesk(Uri address) : Desk(Side.Company, address)
{
    private const string Ours = "casesync";

    public override async Task<string> OpenAsync(
        string person, string title, string description, int priority, bool isFlagged, CancellationToken cancel)
    {
        var body = Json(
            ("summary", title), ("description", description), ("priority", priority),
            ("synchronizeWithGoogleCloudSupport", isFlagged));
        return (string)(await SendAsync(HttpMethod.Post, "/api/cases", person, body, cancel))["id"]!;
    }

    public override Task CommentAsync(string person, string id, string text, bool isPublic, CancellationToken cancel) =>
        SendAsync(
            HttpMethod.Post, $"/api/cases/{id}/comments", person,
            Json(("body", text), ("visibility", Visibility(isPublic))), cancel);

    public override Task AttachAsync(
        string person, string id, string fileName, byte[] content, bool isPublic, CancellationToken cancel)
    {
        var query = $"filename={Uri.EscapeDataString(fileName)}&visibility={Visibility(isPublic)}";
        return SendAsync(HttpMethod.Post, $"/api/cases/{id}/attachments?{query}", person, Bytes(content), cancel);
    }

    public override async Task<bool> TrySetPriorityAsync(
        string person, string id, int priority, CancellationToken cancel) =>
        await TrySendAsync(HttpMethod.Patch, $"/api/cases/{id}", person, Json(("priority", priority)), cancel)
        is not null;

    public Task SetFlagAsync(string person, string id, bool isFlagged, CancellationToken cancel) => SendAsync(
        HttpMethod.Patch, $"/api/cases/{id}", person, Json(("synchronizeWithGoogleCloudSupport", isFlagged)), cancel);

    public override async Task<bool> TryCloseAsync(string person, string id, CancellationToken cancel) =>
        await TrySendAsync(HttpMethod.Post, $"/api/cases/{id}:close", person, null, cancel) is not null;

    public override async Task<bool> TryReopenAsync(string person, string id, CancellationToken cancel) =>
        await TrySendAsync(HttpMethod.Patch, $"/api/cases/{id}", person, Json(("status", "Open")), cancel)
        is not null;

    public override async Task<IReadOnlyList<SeenCase>> ListAsync(CancellationToken cancel) =>
        [.. (await PagesAsync("/api/cases", "items", cancel)).Select(wire => new SeenCase
        {
            Side = Side.Company,
            Id = (string)wire["id"]!,
            Title = (string)wire["summary"]!,
            Description = (string)wire["description"]!,
            Priority = (int)wire["priority"]!,
            IsClosed = (string?)wire["status"] == "Closed",
            IsOurs = (string?)wire["reporter"]!["id"] == Ours,
            IsFlagged = (bool)wire["synchronizeWithGoogleCloudSupport"]!,
            GoogleNumber = (string?)wire["googleCaseName"] is { } name ? LastSegment(name) : null,
        })];

    protected override async Task<IReadOnlyList<SeenComment>> CommentsAsync(string id, CancellationToken cancel) =>
        [.. (await PagesAsync($"/api/cases/{id}/comments", "items", cancel)).Reverse().Select(wire => new SeenComment(
            (string)wire["id"]!, (string)wire["author"]!["displayName"]!, IsOurs(wire), IsPublic(wire), Time(wire),
            (string)wire["body"]!))];

    protected override async Task<IReadOnlyList<SeenFile>> FilesAsync(string id, CancellationToken cancel)
    {
        var files = new List<SeenFile>();
        foreach (var wire in (await PagesAsync($"/api/cases/{id}/attachments", "items", cancel)).Reverse())
        {
            var content = await ContentAsync($"/api/cases/{id}/attachments/{(string)wire["id"]!}/content", cancel);
            files.Add(new SeenFile(
                (string)wire["id"]!, (string)wire["filename"]!, content, IsOurs(wire), IsPublic(wire)));
        }

        return files;
    }

    private static bool IsOurs(JsonNode wire) => (string?)wire["author"]!["id"] == Ours;

    private static bool IsPublic(JsonNode wire) => (string?)wire["visibility"] == "Public";

    private static string Visibility(bool isPublic) => isPublic ? "Public" : "Internal";
}
