using Microsoft.Extensions.Logging;

namespace CaseSync.Storage;

/// <summary>Events 4000 to 4999.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(EventId = 4000, Level = LogLevel.Critical,
        Message = "The store was written by a newer release; this service stops")]
    public static partial void StoreIsNewer(this ILogger logger, UnknownEntityVersionException why);
}
