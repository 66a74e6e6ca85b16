using CaseSync.Google.CustomerCare;
using CaseSync.ServiceDefaults.RemoteCalls;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaseSync.Tests.Contracts.CustomerCare;

/// <summary>The REST client against whatever serves the API at CASESYNC_TEST_CUSTOMERCARE (the Google mock).</summary>
public sealed class CloudSupportContractTests() : CustomerCareContract(Client())
{
    private static CloudSupportClient Client()
    {
        var address = Environment.GetEnvironmentVariable("CASESYNC_TEST_CUSTOMERCARE");
        Assert.SkipWhen(address is null, "CASESYNC_TEST_CUSTOMERCARE names no address.");
        return Create(new Uri(address));
    }

    internal static CloudSupportClient Create(Uri address) => new(
        new RemoteApi(
            RemoteHttp.Create(address, null), "google", new RemoteLimits(TimeSpan.FromSeconds(20)),
            TimeProvider.System, () => 0.5),
        new CustomerCareOptions
        {
            Parent = "organizations/123",
            CreateParent = "projects/demo-project",
            Projects = CustomerCareOptions.AllProjects,
            ClassificationId = "100H41EKC1K6ASRFC5JJ",
        },
        NullLogger<CloudSupportClient>.Instance);
}
