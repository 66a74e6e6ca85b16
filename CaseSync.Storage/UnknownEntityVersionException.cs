namespace CaseSync.Storage;

/// <summary>
/// A newer release has written to this store. Going on could undo what it knows, so the service stops.
/// </summary>
public sealed class UnknownEntityVersionException(string entity, long found, long known) : Exception(
    $"The stored {entity} has version {found}; this release knows versions up to {known}. " +
    "Run the release that wrote it, or a newer one.")
{
    public long Found { get; } = found;

    public long Known { get; } = known;
}
