using System.Text.RegularExpressions;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Crm;
using CaseSync.Crm.Generic;
using CaseSync.ServiceDefaults.RemoteCalls;
using CaseSync.Tests.Chaos;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaseSync.Tests.Conformance;

/// <summary>The CRM mock at an address; a person there is Ann.</summary>
internal sealed partial class GenericUnderTest(Uri address) : CrmUnderTest
{
    private const string Ann = "ann@example.com";

    private readonly CrmDesk _desk = new(address);
    private readonly RemoteLimits _limits = new(TimeSpan.FromSeconds(20));

    public override int CommentPageSize => 50;

    public override int CasePageSize => 100;

    public override IReadOnlyList<string> FlagsThatAreOff => ["false"];

    public override ICrm Connect(Func<HttpMessageHandler, HttpMessageHandler> between) =>
        Create(between(new SocketsHttpHandler { UseProxy = false }), TimeProvider.System);

    public override ICrm ConnectTo(HttpMessageHandler network, TimeProvider clock) => Create(network, clock);

    public override string ErrorBody(int status) =>
        $$"""{"type":"https://casesync.test/no","title":"No","status":{{status}},"detail":"It says no."}""";

    public override string WithUnknownValues(string json) =>
        UnknownStatus().Replace(UnknownPriority().Replace(json, "\"priority\":99"), "\"status\":\"Simmering\"");

    public override Task CommentAsync(CompanyCaseId id, string body, bool isPublic) =>
        _desk.CommentAsync(Ann, id.Value, body, isPublic, TestContext.Current.CancellationToken);

    public override Task AttachAsync(CompanyCaseId id, string fileName, byte[] content, bool isPublic) =>
        _desk.AttachAsync(Ann, id.Value, fileName, content, isPublic, TestContext.Current.CancellationToken);

    public override Task SetFlagAsync(CompanyCaseId id, string value) =>
        _desk.SetFlagAsync(Ann, id.Value, bool.Parse(value), TestContext.Current.CancellationToken);

    public override Task CloseAsync(CompanyCaseId id) =>
        _desk.TryCloseAsync(Ann, id.Value, TestContext.Current.CancellationToken);

    public override Task ReopenAsync(CompanyCaseId id) =>
        _desk.TryReopenAsync(Ann, id.Value, TestContext.Current.CancellationToken);

    protected override void Dispose(bool disposing) => _desk.Dispose();

    private GenericCrm Create(HttpMessageHandler network, TimeProvider clock) => new(
        new RemoteApi(
            RemoteHttp.Create(address, (_, _) => new(new BearerToken("casesync")), network), "company", _limits, clock,
            () => 0.5),
        new CrmOptions { BaseAddress = address }, NullLogger<GenericCrm>.Instance);

    [GeneratedRegex("\"priority\":\\d")]
    private static partial Regex UnknownPriority();

    [GeneratedRegex("\"status\":\"Open\"")]
    private static partial Regex UnknownStatus();
}
