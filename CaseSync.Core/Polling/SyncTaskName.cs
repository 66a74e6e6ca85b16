using System.Security.Cryptography;
using System.Text;
using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;

namespace CaseSync.Core.Polling;

/// <summary>
/// Names of sync tasks: the same change always gets the same name, so that queuing it again is harmless; another change never does, since
/// Cloud Tasks refuses a name for up to a day after it ran. SHA-256, for Cloud Tasks wants names well spread.
/// </summary>
public static class SyncTaskName
{
    /// <param name="mappedAt">When the mapping was made: after a wipe the same version is queued anew, within the day.</param>
    /// <param name="version">The case's update time.</param>
    /// <param name="check">0: at once; 1 to 3: the later looks at the same version.</param>
    public static string OfVersion(CaseRef id, DateTimeOffset mappedAt, DateTimeOffset version, int check) =>
        Hash(id, $"{mappedAt.UtcTicks}|{version.UtcTicks}|{check}");

    /// <param name="reason">Why the case is queued although no poll saw a change.</param>
    /// <param name="at">Tells one such occasion from the next.</param>
    public static string OfOccasion(CaseRef id, string reason, DateTimeOffset at) => Hash(id, $"{reason}|{at.UtcTicks}");

    private static string Hash(CaseRef id, string what) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{id.Side}|{IdentityKey.Of(id)}|{what}")));
}
