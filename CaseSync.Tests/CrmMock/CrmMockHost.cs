using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CaseSync.CrmMock;
using CaseSync.CrmMock.Cases;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CaseSync.Tests.CrmMock;

/// <summary>One CRM for one test, with a clock that stands still.</summary>
internal sealed class CrmMockHost : WebApplicationFactory<CrmMockService>
{
    // Finer than the milliseconds that the API shows.
    public FakeTimeProvider Clock { get; } =
        new(new DateTimeOffset(2025, 3, 1, 10, 0, 0, 123, TimeSpan.Zero).AddTicks(4567));

    public long? AttachmentBytesMax { get; init; }

    public string? OutageProxyUrl { get; init; }

    public CaseStore Store => Services.GetRequiredService<CaseStore>();

    public string[] FilesOnDisk => Directory.GetFiles(Services.GetRequiredService<AttachmentFiles>().Folder);

    public async Task<string> OpenAsync(string fields = "")
    {
        var opened = await SendAsync("POST", "/api/cases", $$"""{"summary":"Printer on fire"{{fields}}}""");
        return opened.Body["id"]!.GetValue<string>();
    }

    public Task<Answer> GetAsync(string path) => SendAsync("GET", path);

    public Task<Answer> SendAsync(string method, string path, string? json = null, string? token = null) => SendAsync(
        method, path, json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"), token);

    public async Task<Answer> SendAsync(string method, string path, HttpContent? content, string? token = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await CreateClient().SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new(
            response.StatusCode,
            JsonNode.Parse(text)!,
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.Location?.ToString(),
            [.. response.Content.Headers.Allow]);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        if (AttachmentBytesMax is { } max)
        {
            builder.UseSetting("Crm:AttachmentBytesMax", $"{max}");
        }

        builder.UseSetting("Demo:OutageProxyUrl", OutageProxyUrl);
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock));
    }
}

internal sealed record Answer(HttpStatusCode Status, JsonNode Body, string? Type, string? Location, string[] Allow)
{
    public string Text(string field) => Body[field]!.GetValue<string>();

    public JsonArray Items => Body["items"]!.AsArray();

    public string? NextPageToken => Body["nextPageToken"]?.GetValue<string>();

    public string[] Texts(string field) => [.. Items.Select(item => item![field]!.GetValue<string>())];
}
