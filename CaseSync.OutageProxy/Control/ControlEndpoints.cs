using CaseSync.OutageProxy.Traffic;
using Microsoft.Extensions.Options;

namespace CaseSync.OutageProxy.Control;

/// <summary>Steers the outages. A request that is not understood to the letter changes nothing.</summary>
internal static class ControlEndpoints
{
    private const int RepliesMax = 1_000;
    private const int RepliesToLose = 3; // Unless the request says how many: as a button does not.
    private const int DelayMsMax = 600_000;

    public static void AddControl(this WebApplicationBuilder builder) =>
        builder.Services.ConfigureHttpJsonOptions(
            json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ControlJson.Default));

    public static void MapControl(this WebApplication app)
    {
        app.MapGet("/state", (
            HttpRequest request, Faults faults, Listeners listeners, IOptions<ProxyOptions> options) =>
            StrictQuery.Read(request, []).Refusal ?? Results.Ok(new ProxyState(
                SideState.Of(ProxiedSystem.Crm, faults, listeners, options.Value),
                SideState.Of(ProxiedSystem.Google, faults, listeners, options.Value))));

        MapChange(app, "down", ["mode"], query => query.Choice("mode", Refusal.Abort,
            ("abort", Refusal.Abort), ("503", Refusal.Status503)) is { } refusal
                ? plan => plan with { Down = true, RefusesWith = refusal }
                : null);
        MapChange(app, "bring-back", [], _ => _ => new FaultPlan());
        MapChange(app, "up", [], _ => plan => plan with { Down = false });
        MapChange(app, "delay", ["ms"], query => query.Number("ms", DelayMsMax) is { } ms
            ? plan => plan with { Delay = TimeSpan.FromMilliseconds(ms) }
            : null);
        MapChange(app, "lose-replies", ["count", "writes"], query =>
            query.Number("count", RepliesMax, fallback: RepliesToLose) is { } count
            && query.Choice("writes", true, ("true", true), ("false", false)) is { } writesOnly
                ? plan => plan with { RepliesToLose = count, LoseWritesOnly = writesOnly }
                : null);
        MapChange(app, "cut-replies", ["count"], query => query.Number("count", RepliesMax) is { } count
            ? plan => plan with { RepliesToCut = count }
            : null);
    }

    // The change is made of the query first, and is null where that was refused.
    private static void MapChange(
        WebApplication app, string verb, string[] parameters, Func<StrictQuery, Func<FaultPlan, FaultPlan>?> read) =>
        app.MapPost("/{side}/" + verb, (
            string side, HttpRequest request, Faults faults, Listeners listeners,
            IOptions<ProxyOptions> options, ILoggerFactory logs) =>
        {
            if (Find(side) is not { } system)
            {
                return Results.Problem($"There is no side '{side}'; it is crm or google.", statusCode: 404);
            }

            var query = StrictQuery.Read(request, parameters);
            if (query.Refusal is not null || read(query) is not { } change)
            {
                return query.Refusal!;
            }

            var plan = faults.Plan(system, change);
            logs.CreateLogger(typeof(ControlEndpoints)).Planned(system, plan);
            return Results.Ok(SideState.Of(system, faults, listeners, options.Value));
        });

    private static ProxiedSystem? Find(string side) => side switch
    {
        "crm" => ProxiedSystem.Crm,
        "google" => ProxiedSystem.Google,
        _ => null,
    };
}
