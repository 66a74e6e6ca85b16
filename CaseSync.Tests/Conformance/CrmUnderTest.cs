using CaseSync.Core.Cases;
using CaseSync.Core.Doors;

namespace CaseSync.Tests.Conformance;

/// <summary>
/// A CRM that is really there, and its adapter: what the kit needs of both. Whoever adds a CRM writes one of these.
/// </summary>
public abstract class CrmUnderTest : IDisposable
{
    /// <summary>How many entries the adapter reads at a time: the kit fills pages to the edge.</summary>
    public abstract int CommentPageSize { get; }

    public abstract int CasePageSize { get; }

    /// <summary>What people may put into the flag's field that is not "yes": off, empty, misspelt.</summary>
    public abstract IReadOnlyList<string> FlagsThatAreOff { get; }

    /// <summary>The most bytes of a file for which the kit has patience with this system.</summary>
    public virtual int BigFileBytes => 20_000_000;

    /// <summary>False: it refuses them, and so must the adapter, for good.</summary>
    public virtual bool TakesEmptyFiles => true;

    /// <summary>The adapter, signed in as the connector.</summary>
    public ICrm Connect() => Connect(network => network);

    /// <summary>The same, with something between it and the system.</summary>
    public abstract ICrm Connect(Func<HttpMessageHandler, HttpMessageHandler> between);

    /// <summary>The adapter alone: whatever it sends is answered by <paramref name="network"/>.</summary>
    public abstract ICrm ConnectTo(HttpMessageHandler network, TimeProvider clock);

    /// <summary>The body with which this system says that something went wrong.</summary>
    public abstract string ErrorBody(int status);

    /// <summary>An answer of this system, with a priority and a status that no one here has heard of.</summary>
    public abstract string WithUnknownValues(string json);

    // What a person does, not the connector.

    public abstract Task CommentAsync(CompanyCaseId id, string body, bool isPublic);

    public abstract Task AttachAsync(CompanyCaseId id, string fileName, byte[] content, bool isPublic);

    public abstract Task SetFlagAsync(CompanyCaseId id, string value);

    public abstract Task CloseAsync(CompanyCaseId id);

    public abstract Task ReopenAsync(CompanyCaseId id);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
