namespace CaseSync.Storage;

/// <summary>Section <c>Store</c>: where the connector keeps its memory.</summary>
public sealed class StoreOptions
{
    public const string Section = "Store";
    public const string Datastore = "Datastore";
    public const string Sqlite = "Sqlite";

    /// <summary><see cref="Datastore"/>, or <see cref="Sqlite"/> for a local run.</summary>
    public string Kind { get; set; } = Datastore;

    /// <summary>The Google Cloud project of the Datastore.</summary>
    public string ProjectId { get; set; } = "";

    /// <summary>Empty: the project's default database.</summary>
    public string DatabaseId { get; set; } = "";

    /// <summary>One pair of systems per namespace; empty is the default one.</summary>
    public string Namespace { get; set; } = "";

    /// <summary>SQLite's file, absolute; made when it is not there.</summary>
    public string Path { get; set; } = "";

    /// <summary><c>DATASTORE_EMULATOR_HOST</c>, as Google's own clients read it.</summary>
    internal string? EmulatorHost { get; set; }

    /// <summary>Cloud Run sets <c>K_SERVICE</c>.</summary>
    internal bool IsOnCloudRun { get; set; }

    internal bool IsSqlite => string.Equals(Kind, Sqlite, StringComparison.OrdinalIgnoreCase);
}
