using System.Buffers.Binary;
using CaseSync.ServiceDefaults.RemoteCalls;
using CaseSync.Simulator.Faulting;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Scheduling;

namespace CaseSync.Simulator.Systems;

/// <summary>
/// A file on its way: eight bytes stand for its content, and arrive in two halves, so that it can break off in between.
/// </summary>
internal sealed class SimulatedFile(World world, SimulatedProcess process, Wire from, ServerFile file)
    : ForwardOnlyStream
{
    private const int Half = sizeof(ulong) / 2;
    private int _read;

    public static async Task<ulong> ReadAllAsync(Stream stream, CancellationToken cancel)
    {
        var bytes = new byte[sizeof(ulong)];
        var read = 0;
        for (int some; (some = await stream.ReadAsync(bytes.AsMemory(read), cancel)) > 0;)
        {
            read += some;
        }

        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await world.Scheduler.Wait(TimeSpan.TicksPerSecond / 2, process);
        if (_read == Half && world.Faults.TakeBrokenBody(from.Target, Body.Download))
        {
            throw from.Broken("attachments.get", "broke off in the middle of the file", mayHaveTakenEffect: false);
        }

        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, file.Content);
        var count = Math.Min(Half, bytes.Length - _read);
        bytes.AsSpan(_read, count).CopyTo(buffer.Span);
        _read += count;
        return count;
    }
}
