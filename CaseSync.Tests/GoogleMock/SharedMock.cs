namespace CaseSync.Tests.GoogleMock;

/// <summary>One mock for those tests of a class that leave nothing behind which another could see.</summary>
public sealed class SharedMock : IDisposable
{
    internal MockGoogle Google { get; } = new();

    public void Dispose() => Google.Dispose();
}
