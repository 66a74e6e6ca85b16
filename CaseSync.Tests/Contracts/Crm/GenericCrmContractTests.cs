using CaseSync.Crm;
using CaseSync.Crm.Generic;
using CaseSync.CrmMock;
using CaseSync.ServiceDefaults.RemoteCalls;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaseSync.Tests.Contracts.Crm;

/// <summary>The Generic adapter against the CRM mock.</summary>
public sealed class GenericCrmContractTests(ServedMock<CrmMockService> mock)
    : CrmContract(Create(mock.Address)), IClassFixture<ServedMock<CrmMockService>>
{
    internal static GenericCrm Create(Uri address) => new(
        new RemoteApi(
            RemoteHttp.Create(address, (_, _) => new(new BearerToken("casesync"))), "company",
            new RemoteLimits(TimeSpan.FromSeconds(20)), TimeProvider.System, () => 0.5),
        new CrmOptions { BaseAddress = address }, NullLogger<GenericCrm>.Instance);
}
