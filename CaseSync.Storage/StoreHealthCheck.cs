using CaseSync.Core.Doors;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CaseSync.Storage;

/// <summary>One read by key.</summary>
internal sealed class StoreHealthCheck(ICaseMappingStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await store.FindGlobalAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (RemoteCallException e)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, e.Message);
        }
    }
}
