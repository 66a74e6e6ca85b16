using System.Text.Json.Serialization;
using CaseSync.OutageProxy.Traffic;

namespace CaseSync.OutageProxy.Control;

internal sealed record ProxyState(SideState Crm, SideState Google);

/// <summary>One system as the control address shows it.</summary>
internal sealed record SideState(
    string ListensOn, Uri ForwardsTo, bool Down, string RefusesWith, int DelayMs, int LoseReplies, bool WritesOnly,
    int CutReplies, long Forwarded, long Refused, long RepliesLost, long RepliesCut)
{
    public static SideState Of(ProxiedSystem system, Faults faults, Listeners listeners, ProxyOptions options)
    {
        var (plan, counts) = faults.Of(system);
        return new SideState(
            listeners.AddressOf(system),
            options.Address(system),
            plan.Down,
            plan.RefusesWith == Refusal.Abort ? "abort" : "503",
            (int)plan.Delay.TotalMilliseconds,
            plan.RepliesToLose,
            plan.LoseWritesOnly,
            plan.RepliesToCut,
            counts.Forwarded,
            counts.Refused,
            counts.RepliesLost,
            counts.RepliesCut);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProxyState))]
[JsonSerializable(typeof(SideState))]
[JsonSerializable(typeof(Microsoft.AspNetCore.Mvc.ProblemDetails))]
internal sealed partial class ControlJson : JsonSerializerContext;
