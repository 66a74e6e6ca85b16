using CaseSync.Google.SignIn;
using CaseSync.Poller.Console;
using Microsoft.Extensions.Options;

namespace CaseSync.Poller.Operating;

/// <summary>Who may ask what an operator asks.</summary>
internal static class OperatorRoutes
{
    /// <summary>
    /// Beside the jobs it takes the token that they take; beside the console alone, the header of the proxy before
    /// it. Null where this Poller serves neither.
    /// </summary>
    public static RouteGroupBuilder? MapOperatorRoutes(this WebApplication app, string prefix)
    {
        var options = app.Services.GetRequiredService<IOptions<PollerOptions>>().Value;
        return options switch
        {
            _ when options.Serves(PollerDuty.Jobs) => app.MapGroup(prefix).RequireTaskToken(),
            _ when !options.Serves(PollerDuty.Console) => null,
            _ when app.IsBehindIap() => app.MapGroup(prefix).RequireIapHeader(),
            _ => app.MapGroup(prefix),
        };
    }
}
