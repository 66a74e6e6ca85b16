using CaseSync.Google.SignIn;
using CaseSync.Poller.Console;
using Microsoft.Extensions.Options;

namespace CaseSync.Poller.Operating;

/// <summary>Who may ask what an operator asks.</summary>
internal static class OperatorRoutes
{
    /// <summary>
    /// Where the console is behind its proxy, it takes the proxy's header; else beside the jobs the token that they
    /// take. Null where this Poller serves neither.
    /// </summary>
    public static RouteGroupBuilder? MapOperatorRoutes(this WebApplication app, string prefix)
    {
        var options = app.Services.GetRequiredService<IOptions<PollerOptions>>().Value;
        return options switch
        {
            _ when options.Serves(PollerDuty.Console) && app.IsBehindIap() => app.MapGroup(prefix).RequireIapHeader(),
            _ when options.Serves(PollerDuty.Jobs) => app.MapGroup(prefix).RequireTaskToken(),
            _ when options.Serves(PollerDuty.Console) => app.MapGroup(prefix),
            _ => null,
        };
    }
}
