using CaseSync.Core.Doors;
using CaseSync.ServiceDefaults.RemoteCalls;

namespace CaseSync.Syncer;

/// <summary>
/// A file on its way through: each read makes sure that the case is ours still, so that a long transfer keeps its
/// lease.
/// </summary>
internal sealed class LeasedStream(Stream inner, CaseLease lease, TimeSpan needed) : ForwardOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await lease.EnsureAsync(needed, cancellationToken);
        return await inner.ReadAsync(buffer, cancellationToken);
    }
}
