using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CaseSync.GoogleMock;
using CaseSync.GoogleMock.CustomerCare;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CaseSync.Tests.GoogleMock;

/// <summary>The mock in this process, with a clock of its own and nobody at the other end of its deliveries.</summary>
internal sealed class MockGoogle(params (string Name, string Value)[] settings)
    : WebApplicationFactory<GoogleMockService>
{
    public const string Cases = "/v2/projects/casesync-demo/cases";

    public static DateTimeOffset Start { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public FakeTimeProvider Clock { get; } = new(Start);

    public FakeTarget Target { get; } = new();

    public SupportDesk Desk => Services.GetRequiredService<SupportDesk>();

    /// <summary>A case as it stands, by any of its names.</summary>
    public SupportCase Case(string name) =>
        Desk.Find(long.Parse(name.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture))!;

    /// <summary>A request body that creates a case.</summary>
    public static string NewCase(string title = "Disk gone", string priority = "P2") =>
        $$"""
        {"displayName":"{{title}}","description":"It is gone","classification":{"id":"{{Classification.Default.Id}}"},
        "priority":"{{priority}}"}
        """;

    public async Task<Answer> SendAsync(string method, string path, string? json = null, string? by = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = by is null ? null : new AuthenticationHeaderValue("Bearer", by);
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var client = CreateClient();
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        using var document = JsonDocument.Parse(text);
        return new Answer((int)response.StatusCode, document.RootElement.Clone());
    }

    /// <returns>The new case's name, below <c>/v2/</c>.</returns>
    public async Task<string> OpenCaseAsync(
        string title = "Disk gone", string priority = "P2", string parent = "projects/casesync-demo")
    {
        var answer = await SendAsync("POST", $"/v2/{parent}/cases", NewCase(title, priority));
        return answer.Text("name");
    }

    public static HttpRequestMessage Upload(string path, byte[] bytes, string? contentType)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        return request;
    }

    public async Task<Answer> UploadAsync(string path, byte[] bytes, string? contentType, string? by = null)
    {
        using var request = Upload(path, bytes, contentType);
        request.Headers.Authorization = by is null ? null : new AuthenticationHeaderValue("Bearer", by);
        return await SendAsync(request);
    }

    public async Task<HttpResponseMessage> DownloadAsync(string attachment)
    {
        using var client = CreateClient();
        var response = await client.GetAsync(new Uri($"/v2/{attachment}:download?alt=media", UriKind.Relative));
        return response.EnsureSuccessStatusCode();
    }

    /// <summary>All pages, and how many.</summary>
    public async Task<(List<JsonElement> Items, int Pages)> AllPagesAsync(string path, string list)
    {
        var items = new List<JsonElement>();
        var next = "";
        var pages = 0;
        do
        {
            var answer = await SendAsync("GET", $"{path}{(path.Contains('?') ? '&' : '?')}pageToken={next}");
            Assert.Equal(200, answer.Status);
            items.AddRange(answer.List(list));
            next = answer.Find("nextPageToken")?.GetString();
            pages++;
        }
        while (next is not null);
        return (items, pages);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (name, value) in settings)
        {
            builder.UseSetting(name, value);
        }
        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            services.AddSingleton<HttpMessageHandler>(Target);
        });
    }
}

internal sealed record Answer(int Status, JsonElement Body)
{
    public string Text(string field) => Body.GetProperty(field).GetString()!;

    public JsonElement? Find(string field) => Body.TryGetProperty(field, out var value) ? value : null;

    public IReadOnlyList<JsonElement> List(string field) => [.. Find(field)?.EnumerateArray() ?? []];

    public void ShouldSucceed() => Assert.True(Status == 200, Body.GetRawText());

    /// <summary>Checks that the whole body is Google's error form.</summary>
    public Answer ShouldFail(int status, string canonical)
    {
        Assert.Equal(status, Status);
        var error = Assert.Single(Body.EnumerateObject());
        Assert.Equal("error", error.Name);
        Assert.Equal(["code", "message", "status", "details"], error.Value.EnumerateObject().Select(one => one.Name));
        Assert.Equal(status, error.Value.GetProperty("code").GetInt32());
        Assert.NotEqual("", error.Value.GetProperty("message").GetString());
        Assert.Equal(canonical, error.Value.GetProperty("status").GetString());
        Assert.Equal(0, error.Value.GetProperty("details").GetArrayLength());
        return this;
    }
}
