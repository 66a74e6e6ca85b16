using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Outages;
using Microsoft.Extensions.Options;

namespace CaseSync.Poller;

/// <summary>Whether a case is late, by the same rule as DetectOutages has.</summary>
internal sealed class Verdicts(ICustomerCare customerCare, ICrm crm, IOptions<OutagesOptions> options)
{
    public OutageVerdict Of(CaseMapping mapping, GlobalState global, DateTimeOffset now)
    {
        var searchLag = customerCare.Traits.SearchLag > crm.Traits.SearchLag
            ? customerCare.Traits.SearchLag
            : crm.Traits.SearchLag;
        return OutageDecision.Decide(
            mapping, global, now, options.Value.ToleranceScale, global.EpochStartedAt + searchLag);
    }
}
