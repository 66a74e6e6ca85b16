using CaseSync.Core.Doors;

namespace CaseSync.Simulator.Hosting;

/// <summary>Takes one safeguard away, by standing before a door; the production classes stay as they are.</summary>
internal sealed class Without(string? safeguard)
{
    public string? Safeguard { get; } = safeguard;

    public ICaseMappingStore Wrap(ICaseMappingStore store) => store;

    public ICustomerCare Wrap(ICustomerCare google) => google;

    public ICrm Wrap(ICrm crm) => crm;

    public ITaskQueue Wrap(ITaskQueue queue) => queue;
}
