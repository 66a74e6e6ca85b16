namespace CaseSync.Syncer;

/// <summary>How a sync ended; the endpoint turns it into what the queue understands.</summary>
public enum SyncOutcome
{
    /// <summary>All there was to do is done, refused and recorded, or queued again under a name of its own.</summary>
    Done,

    /// <summary>No mapping has this case: only polls make them.</summary>
    UnknownCase,

    /// <summary>The pair was given up, and that is recorded.</summary>
    GivenUp,

    /// <summary>Another attempt holds the case.</summary>
    Held,

    /// <summary>Something must wait or failed: the queue tries again.</summary>
    TryAgain,
}
