using System.Globalization;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;

namespace CaseSync.Poller.Operating;

/// <summary>A line of a case's timeline.</summary>
/// <param name="State"><c>Planned</c>, <c>Intent</c> (sent, or about to be), <c>Done</c> or <c>Refused</c>.</param>
/// <param name="WrittenAt">When a person wrote it, by its side's clock; null of what CaseSync itself says.</param>
/// <param name="SeenAt">When a poll first saw the change that it came with.</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="Text">What CaseSync itself says; null of what people wrote.</param>
/// <param name="RetryId">For <c>POST /api/refused/{id}:retry</c>; null of what was not refused.</param>
public sealed record ItemRow(
    string Kind, string Side, string SourceId, int Part, int PartCount, string State, string? TargetId,
    DateTimeOffset? WrittenAt, DateTimeOffset? SeenAt, DateTimeOffset AttemptedAt, int Attempts,
    DateTimeOffset? FinishedAt, string? Reason,
    string? TraceId, string? Text, string? RetryId)
{
    public static ItemRow Of(string mappingId, MirroredItem item) => new(
        item.Key.Kind.ToString().ToLower(CultureInfo.InvariantCulture),
        item.Key.Side.ToString().ToLower(CultureInfo.InvariantCulture), item.Key.SourceId, item.Key.Part,
        item.PartCount, item.State.ToString(), item.TargetId, item.SourceCreatedAt, item.SeenAt, item.AttemptedAt,
        item.Attempts,
        item.FinishedAt, item.Reason, TraceIdOf(item.TraceParent), item.Text,
        RefusalRule.IsRefused(item) ? new RefusedId(mappingId, item.Key with { Part = 1 }).ToString() : null);

    // "00-{32 digits}-{16 digits}-01"
    public static string? TraceIdOf(string? traceParent) =>
        traceParent?.Split('-') is [_, { Length: 32 } id, ..] ? id : null;
}
