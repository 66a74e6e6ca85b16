using System.Globalization;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;

namespace CaseSync.Simulator.Storing;

/// <summary>A commit in one line, for the log.</summary>
internal static class CommitText
{
    public static string Of(StoreCommit commit) => string.Join("; ", commit.Writes.Select(Of));

    private static string Of(StoreWrite write) => write switch
    {
        StoreWrite.PutGlobal put =>
            $"Global {Time(put.Global.GoogleLastPolledAt)} {Time(put.Global.CompanyLastPolledAt)}",
        StoreWrite.PutMapping put => Of(put.Mapping),
        StoreWrite.PutIdentity put => $"{put.Identity.Key}->{put.Identity.MappingId ?? "tombstone"}",
        StoreWrite.PutItem put => $"{put.Item.Key}={put.Item.State}{(put.Item.TargetId is { } id ? $"({id})" : "")}",
        StoreWrite.DeleteMapping delete => $"delete {delete.Mapping.Id}",
        StoreWrite.DeleteIdentity delete => $"delete {delete.Identity.Key}",
        _ => write.ToString(),
    };

    private static string Of(CaseMapping mapping) =>
        $"{mapping.Id} v{mapping.Version} {mapping.GoogleCaseName?.Number}/{mapping.CompanyCaseId}"
        + $" G[{Of(mapping.Google)}] C[{Of(mapping.Company)}] {mapping.Priority}"
        + (mapping.Lease is { } lease ? $" lease {lease.Owner}" : "")
        + (mapping.IsPaused ? " paused" : "") + (mapping.ResolvedAt is null ? "" : " resolved")
        + (mapping.BrokenReason is { } reason ? $" broken: {reason}" : "") + (mapping.LateSince is null ? "" : " late");

    private static string Of(SideProgress side) =>
        $"{(side.DirtySince is null ? "" : "dirty ")}{Time(side.SeenVersion)}{(side.IsUnqueued ? " unqueued" : "")}"
        + $"{(side.State is { } state ? $" {state}" : "")}{(side.OutageCommentSent ? " told" : "")}"
        + $"{(side.LastError is { } error ? $" ({error})" : "")}";

    private static string Time(DateTimeOffset? at) =>
        at?.ToString("dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture) ?? "-";
}
