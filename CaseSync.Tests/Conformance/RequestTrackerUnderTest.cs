using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Crm;
using CaseSync.Crm.RequestTracker;
using CaseSync.ServiceDefaults.RemoteCalls;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaseSync.Tests.Conformance;

/// <summary>A Request Tracker as <c>scripts/request-tracker.sh</c> makes it; a person there is Ann.</summary>
internal sealed partial class RequestTrackerUnderTest : CrmUnderTest
{
    private readonly Uri _address;
    private readonly string _token;
    private readonly HttpClient _ann;

    public RequestTrackerUnderTest(Uri address, string token, string annsToken)
    {
        (_address, _token) = (address, token);
        _ann = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = new Uri(address, "REST/2.0/"),
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("token", annsToken) },
        };
    }

    public override int CommentPageSize => 50;

    public override int CasePageSize => 100;

    public override IReadOnlyList<string> FlagsThatAreOff => ["false", "ture", "yes", "true or false", ""];

    // RT's REST 2 takes about two seconds for each ten megabytes.
    public override int BigFileBytes => 12_000_000;

    public override bool TakesEmptyFiles => false;

    public override ICrm Connect(Func<HttpMessageHandler, HttpMessageHandler> between) =>
        Create(between(new SocketsHttpHandler { UseProxy = false }), TimeProvider.System);

    public override ICrm ConnectTo(HttpMessageHandler network, TimeProvider clock) => Create(network, clock);

    public override string ErrorBody(int status) => """{"message":"It says no."}""";

    public override string WithUnknownValues(string json) =>
        UnknownStatus().Replace(UnknownPriority().Replace(json, "\"Priority\":\"Whenever\""), "\"Status\":\"stewing\"");

    public override Task CommentAsync(CompanyCaseId id, string body, bool isPublic) =>
        SendAsync(HttpMethod.Post, MessagePath(id, isPublic), Json(Message(body)));

    public override Task AttachAsync(CompanyCaseId id, string fileName, byte[] content, bool isPublic)
    {
        var file = new ByteArrayContent(content) { Headers = { ContentType = new("application/octet-stream") } };
        return SendAsync(HttpMethod.Post, MessagePath(id, isPublic), new MultipartFormDataContent
        {
            { Json(Message("See the file.")), "JSON" },
            { file, "Attachments", fileName },
        });
    }

    public override Task SetFlagAsync(CompanyCaseId id, string value) => ChangeAsync(
        id, new { CustomFields = new Dictionary<string, string> { ["SynchronizeWithGoogleCloudSupport"] = value } });

    public override Task CloseAsync(CompanyCaseId id) => ChangeAsync(id, new { Status = "resolved" });

    public override Task ReopenAsync(CompanyCaseId id) => ChangeAsync(id, new { Status = "open" });

    /// <summary>Whatever RT is told by a person over REST 2; the answer's text.</summary>
    public async Task<string> SendAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var response = await _ann.SendAsync(request, TestContext.Current.CancellationToken);
        var said = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {response.StatusCode} {said}");
        return said;
    }

    public Task ChangeAsync(CompanyCaseId id, object change) =>
        SendAsync(HttpMethod.Put, $"ticket/{id}", Json(change));

    protected override void Dispose(bool disposing) => _ann.Dispose();

    /// <summary>The adapter as the settings of this test want it.</summary>
    public RequestTrackerCrm Create(
        HttpMessageHandler network, TimeProvider clock, Action<CrmOptions>? configure = null)
    {
        var options = new CrmOptions
        {
            BaseAddress = _address,
            RequestTracker = new RequestTrackerOptions { Queue = "Support", Account = "casesync" },
        };
        configure?.Invoke(options);
        var token = new BearerToken(_token) { Scheme = RequestTrackerCrm.TokenScheme };
        var http = RemoteHttp.Create(RequestTrackerCrm.ApiOf(_address), (_, _) => new(token), network);
        return new RequestTrackerCrm(
            new RemoteApi(http, "company", new RemoteLimits(TimeSpan.FromSeconds(20)), clock, () => 0.5), options,
            clock, NullLogger<RequestTrackerCrm>.Instance);
    }

    private static object Message(string text) => new { Content = text, ContentType = "text/plain" };

    // Names as they are written here.
    private static JsonContent Json(object value) => JsonContent.Create(value, options: new JsonSerializerOptions());

    private static string MessagePath(CompanyCaseId id, bool isPublic) =>
        $"ticket/{id}/{(isPublic ? "correspond" : "comment")}";

    [GeneratedRegex("\"Priority\"\\s*:\\s*\"\\d+\"")]
    private static partial Regex UnknownPriority();

    [GeneratedRegex("\"Status\"\\s*:\\s*\"\\w+\"")]
    private static partial Regex UnknownStatus();
}
