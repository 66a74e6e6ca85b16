using CaseSync.Crm;
using CaseSync.Crm.Generic;
using CaseSync.ServiceDefaults.RemoteCalls;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaseSync.Tests.Contracts.Crm;

/// <summary>The Generic adapter against whatever serves its API at CASESYNC_TEST_CRM (the CRM mock).</summary>
public sealed class GenericCrmContractTests() : CrmContract(Client())
{
    private static GenericCrm Client()
    {
        var address = Environment.GetEnvironmentVariable("CASESYNC_TEST_CRM");
        Assert.SkipWhen(address is null, "CASESYNC_TEST_CRM names no address.");
        return Create(new Uri(address));
    }

    internal static GenericCrm Create(Uri address) => new(
        new RemoteApi(
            RemoteHttp.Create(address, (_, _) => new(new BearerToken("casesync"))), "company",
            new RemoteLimits(TimeSpan.FromSeconds(20)), TimeProvider.System, () => 0.5),
        new CrmOptions { BaseAddress = address }, NullLogger<GenericCrm>.Instance);
}
