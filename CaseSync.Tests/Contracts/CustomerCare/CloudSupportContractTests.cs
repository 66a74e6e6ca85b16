using CaseSync.Google.CustomerCare;
using CaseSync.GoogleMock;
using CaseSync.ServiceDefaults.RemoteCalls;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaseSync.Tests.Contracts.CustomerCare;

/// <summary>The REST client against the Google mock.</summary>
public sealed class CloudSupportContractTests(ServedMock<GoogleMockService> mock)
    : CustomerCareContract(Create(mock.Address)), IClassFixture<ServedMock<GoogleMockService>>
{
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
