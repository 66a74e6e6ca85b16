using System.Security.Cryptography;
using System.Text;
using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;

namespace CaseSync.Core.Polling;

/// <summary>
/// Names of sync tasks: the same change always gets the same name, so that queuing it again is harmless; another change
/// never does, since Cloud Tasks refuses a name for up to a day after it ran. SHA-256, for Cloud Tasks wants names well
/// spread.
/// </summary>
public static class SyncTaskName
{
    /// <param name="epoch">After a wipe or a restore the same version is queued anew, within the day.</param>
    /// <param name="mappedAt">When the mapping was made: so it is after a revival.</param>
    /// <param name="version">The case's update time.</param>
    public static string OfVersion(CaseRef id, long epoch, DateTimeOffset mappedAt, DateTimeOffset version) =>
        Hash(id, $"{epoch}|{mappedAt.UtcTicks}|{version.UtcTicks}|0");

    /// <summary>A later look at a version that was not settled.</summary>
    /// <param name="number">1 to 3.</param>
    /// <param name="dueAt">When: a look whose answer was that it must be made again must not count as that one.</param>
    public static string OfCheck(CaseRef id, DateTimeOffset version, int number, DateTimeOffset dueAt) =>
        Hash(id, $"{version.UtcTicks}|{number}|{dueAt.UtcTicks}");

    /// <param name="reason">Why the case is queued although no poll saw a change.</param>
    /// <param name="at">Tells one such occasion from the next.</param>
    public static string OfOccasion(CaseRef id, string reason, DateTimeOffset at) =>
        Hash(id, $"{reason}|{at.UtcTicks}");

    private static string Hash(CaseRef id, string what) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{id.Side}|{IdentityKey.Of(id)}|{what}")));
}
