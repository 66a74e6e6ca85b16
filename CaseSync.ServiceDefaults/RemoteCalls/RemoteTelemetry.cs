using System.Diagnostics;
using System.Diagnostics.Metrics;
using CaseSync.Core;
using CaseSync.Core.Doors;

namespace CaseSync.ServiceDefaults.RemoteCalls;

internal static class RemoteTelemetry
{
    private const string SystemTag = CaseSyncTelemetry.Tags.System;
    private const string OperationTag = CaseSyncTelemetry.Tags.Operation;

    /// <summary>The outcome of a call that did not fail.</summary>
    public const string Ok = "ok";

    private static readonly Counter<long> s_throttled =
        CaseSyncTelemetry.Meter.CreateCounter<long>(
            "casesync.quota.throttled", "{request}", "Requests that were turned away for coming too fast (408, 429).");

    public static Activity? StartSpan(string system, string operation) =>
        CaseSyncTelemetry.Activities.StartActivity($"{system} {operation}", ActivityKind.Client)
            ?.SetTag(SystemTag, system).SetTag(OperationTag, operation);

    public static void SetFailure(this Activity? span, RemoteCallException e) =>
        span?.SetTag("error.type", Name(e.Failure)).SetTag(CaseSyncTelemetry.Tags.Outcome, Name(e.Failure))
            .SetStatus(ActivityStatusCode.Error, e.Outline);

    public static void SetOk(this Activity? span) => span?.SetTag(CaseSyncTelemetry.Tags.Outcome, Ok);

    public static void Count(string system, string operation, RemoteFailure failure) =>
        Count(system, operation, Name(failure));

    public static void Count(string system, string operation, string outcome)
    {
        CaseSyncTelemetry.ApiRequests.Add(
            1, new TagList
            {
                { SystemTag, system }, { OperationTag, operation }, { CaseSyncTelemetry.Tags.Outcome, outcome },
            });
        // Nothing is counted too: a counter that is first seen at 1 has not risen, for whoever watches it.
        var throttled = outcome == Name(RemoteFailure.Throttled) ? 1 : 0;
        s_throttled.Add(throttled, new TagList { { SystemTag, system }, { OperationTag, operation } });
        if (system is "google" or "company")
        {
            CallTally.Add();
        }
    }

    private static string Name(RemoteFailure failure) => failure switch
    {
        RemoteFailure.Unavailable => "unavailable",
        RemoteFailure.Throttled => "throttled",
        RemoteFailure.Rejected => "rejected",
        RemoteFailure.Denied => "denied",
        RemoteFailure.Missing => "missing",
        RemoteFailure.Conflict => "conflict",
        _ => throw new UnreachableException(),
    };
}
