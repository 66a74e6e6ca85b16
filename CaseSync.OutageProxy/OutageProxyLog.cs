using CaseSync.OutageProxy.Traffic;
using Yarp.ReverseProxy.Forwarder;

namespace CaseSync.OutageProxy;

/// <summary>Events 5000 to 5999. Paths and bodies are other people's business and stay out.</summary>
internal static partial class OutageProxyLog
{
    [LoggerMessage(EventId = 5001, Level = LogLevel.Information, Message = "{System} is now: {Plan}")]
    public static partial void Planned(this ILogger logger, ProxiedSystem system, FaultPlan plan);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Information,
        Message = "Lost the reply {Status} to a {Method} to {System}; its effect has happened")]
    public static partial void ReplyLost(this ILogger logger, ProxiedSystem system, string method, int status);

    [LoggerMessage(EventId = 5003, Level = LogLevel.Warning, Message = "A {Method} did not get to {System}: {Error}")]
    public static partial void NotForwarded(
        this ILogger logger, ProxiedSystem system, string method, ForwarderError error);

    [LoggerMessage(EventId = 5004, Level = LogLevel.Information,
        Message = "Broke off the reply {Status} to a {Method} to {System} in mid-body")]
    public static partial void ReplyCut(this ILogger logger, ProxiedSystem system, string method, int status);
}
