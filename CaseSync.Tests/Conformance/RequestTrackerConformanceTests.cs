namespace CaseSync.Tests.Conformance;

/// <summary>The Request Tracker adapter against a real Request Tracker.</summary>
public sealed class RequestTrackerConformanceTests(RequestTrackerServer server) : CrmConformance
{
    protected override async Task<CrmUnderTest> OpenAsync(CancellationToken cancel) =>
        new RequestTrackerUnderTest(
            await server.AddressAsync(cancel), server.TokenOf("casesync"), server.TokenOf("ann"));
}
