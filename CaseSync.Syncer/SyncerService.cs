namespace CaseSync.Syncer;

/// <summary>
/// Names this service's assembly to a test host: several top-level programs in one test project clash by name.
/// </summary>
public sealed class SyncerService;
