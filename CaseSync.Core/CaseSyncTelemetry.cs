using System.Diagnostics;
using System.Diagnostics.Metrics;
using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;

namespace CaseSync.Core;

/// <summary>
/// The names of all that CaseSync itself measures. Tags never carry a case's name in a metric, nor any text of a case.
/// </summary>
public static class CaseSyncTelemetry
{
    public const string Name = "CaseSync";

    public static readonly ActivitySource Activities = new(Name);
    public static readonly Meter Meter = new(Name);

    public static readonly Histogram<double> PropagationDuration = Meter.CreateHistogram<double>(
        "casesync.propagation.duration", "s", "From a change's own time to its mirror.");

    public static readonly Counter<long> ItemsMirrored = Meter.CreateCounter<long>(
        "casesync.items.mirrored", "{item}", "Cases, comments and attachments that were copied.");

    public static readonly Counter<long> ItemsRefused = Meter.CreateCounter<long>(
        "casesync.items.refused", "{item}", "Items that the target will never take.");

    public static readonly Counter<long> AmbiguousWrites = Meter.CreateCounter<long>(
        "casesync.ambiguous_writes", "{write}",
        "Writes repeated because an earlier one got no answer and left no trace in time.");

    /// <summary>
    /// By <see cref="Tags.System"/>, <see cref="Tags.Operation"/> and <see cref="Tags.Outcome"/>: <c>ok</c>, or how it
    /// failed.
    /// </summary>
    public static readonly Counter<long> ApiRequests = Meter.CreateCounter<long>(
        "casesync.api.requests", "{request}", "Requests sent to either system, the queue or Datastore.");

    public static readonly Histogram<double> CallsPerChange = Meter.CreateHistogram<double>(
        "casesync.api.calls_per_change", "{call}",
        "Requests to either system that a sync sent for each change that it carried over.");

    public static readonly Histogram<double> PollDuration = Meter.CreateHistogram<double>(
        "casesync.poll.duration", "s", "How long a poll of one side took.");

    public static string DirectionOf(Side from) => from == Side.Google ? "google_to_company" : "company_to_google";

    /// <summary>
    /// Says whose span it is; what happens within it says so too, as each span takes these tags of the one above it.
    /// </summary>
    public static Activity? SetCase(this Activity? span, CaseMapping mapping) => span?
        .SetTag(Tags.Mapping, mapping.Id)
        .SetTag(Tags.GoogleCase, mapping.GoogleCaseName?.Value)
        .SetTag(Tags.CompanyCase, mapping.CompanyCaseId?.Value);

    /// <summary>OpenTelemetry's messaging conventions: one span makes what is queued, another carries it out.</summary>
    public static Activity? SetMessaging(this Activity? span, string operation) => span?
        .SetTag("messaging.system", "cloud_tasks")
        .SetTag("messaging.operation.type", operation)
        .SetTag("messaging.operation.name", operation);

    public static class Tags
    {
        public const string System = "casesync.system";
        public const string Operation = "casesync.operation";
        public const string Side = "casesync.side";
        public const string Direction = "casesync.direction";
        public const string Kind = "casesync.kind";
        public const string Priority = "casesync.priority";
        public const string Outcome = "casesync.outcome";
        public const string Reason = "casesync.reason";
        public const string Mapping = "casesync.mapping";
        public const string GoogleCase = "casesync.google_case";
        public const string CompanyCase = "casesync.company_case";
        public const string Item = "casesync.item";
        public const string Attempt = "casesync.attempt";

        /// <summary>The queue's id.</summary>
        public const string Destination = "messaging.destination.name";
    }
}
