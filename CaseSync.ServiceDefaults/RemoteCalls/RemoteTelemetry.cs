using System.Diagnostics;
using System.Diagnostics.Metrics;
using CaseSync.Core;
using CaseSync.Core.Doors;

namespace CaseSync.ServiceDefaults.RemoteCalls;

internal static class RemoteTelemetry
{
    private const string SystemTag = CaseSyncTelemetry.Tags.System;
    private const string OperationTag = CaseSyncTelemetry.Tags.Operation;

    private static readonly Counter<long> s_throttled =
        CaseSyncTelemetry.Meter.CreateCounter<long>(
            "casesync.quota.throttled", "{request}", "Requests that were turned away for coming too fast (408, 429).");

    public static Activity? StartSpan(string system, string operation) =>
        CaseSyncTelemetry.Activities.StartActivity($"{system} {operation}", ActivityKind.Client)
            ?.SetTag(SystemTag, system).SetTag(OperationTag, operation);

    public static void SetFailure(this Activity? span, RemoteCallException e) =>
        span?.SetTag("error.type", Name(e.Failure)).SetStatus(ActivityStatusCode.Error, e.Message);

    public static void Count(string system, string operation, RemoteFailure failure)
    {
        Count(system, operation, Name(failure));
        if (failure == RemoteFailure.Throttled)
        {
            s_throttled.Add(1, new TagList { { SystemTag, system }, { OperationTag, operation } });
        }
    }

    public static void Count(string system, string operation, string outcome)
    {
        CaseSyncTelemetry.ApiRequests.Add(
            1, new TagList
            {
                { SystemTag, system }, { OperationTag, operation }, { CaseSyncTelemetry.Tags.Outcome, outcome },
            });
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
