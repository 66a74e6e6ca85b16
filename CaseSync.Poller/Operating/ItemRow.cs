using System.Globalization;
using CaseSync.Core.Mappings;

namespace CaseSync.Poller.Operating;

/// <summary>A line of a case's timeline.</summary>
/// <param name="State"><c>Planned</c>, <c>Intent</c> (sent, or about to be), <c>Done</c> or <c>Refused</c>.</param>
/// <param name="WrittenAt">When a person wrote it, by its side's clock; null of what CaseSync itself says.</param>
/// <param name="Reason">Why it was refused.</param>
internal sealed record ItemRow(
    string Kind, string Side, string SourceId, int Part, int PartCount, string State, string? TargetId,
    DateTimeOffset? WrittenAt, DateTimeOffset AttemptedAt, int Attempts, DateTimeOffset? FinishedAt, string? Reason,
    string? TraceId)
{
    public static ItemRow Of(MirroredItem item) => new(
        item.Key.Kind.ToString().ToLower(CultureInfo.InvariantCulture),
        item.Key.Side.ToString().ToLower(CultureInfo.InvariantCulture), item.Key.SourceId, item.Key.Part,
        item.PartCount, item.State.ToString(), item.TargetId, item.SourceCreatedAt, item.AttemptedAt, item.Attempts,
        item.FinishedAt, item.Reason, TraceIdOf(item.TraceParent));

    // "00-{32 digits}-{16 digits}-01"
    public static string? TraceIdOf(string? traceParent) =>
        traceParent?.Split('-') is [_, { Length: 32 } id, ..] ? id : null;
}
