namespace CaseSync.Storage.Datastore;

/// <summary>Where Datastore is: Google's, or the emulator on this machine.</summary>
internal sealed record DatastoreEndpoint(Uri BaseAddress, string ProjectId, bool IsEmulator)
{
    public static DatastoreEndpoint Of(StoreOptions options) => options.EmulatorHost is { Length: > 0 } host
        ? new DatastoreEndpoint(FindEmulator(host)!, options.ProjectId, IsEmulator: true)
        : new DatastoreEndpoint(new Uri("https://datastore.googleapis.com/"), options.ProjectId, IsEmulator: false);

    /// <summary><c>host:port</c>, as gcloud prints it, or a whole address; null if it is neither.</summary>
    public static Uri? FindEmulator(string host)
    {
        var address = host.Contains("://", StringComparison.Ordinal) ? host : $"http://{host}";
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null;
    }

    public Uri AddressOf(string operation) => new(BaseAddress, $"/v1/projects/{ProjectId}:{operation}");
}
