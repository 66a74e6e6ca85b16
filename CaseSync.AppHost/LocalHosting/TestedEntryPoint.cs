using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.Testing;

namespace CaseSync.AppHost.LocalHosting;

/// <summary>Program.cs run by a test on a thread of its own: it waits at <c>Build()</c> until the test builds, and at
/// <c>Run()</c> until the test has disposed of the application.</summary>
internal sealed class TestedEntryPoint
{
    private static readonly AsyncLocal<TestedEntryPoint?> s_current = new();

    private readonly TaskCompletionSource<IDistributedApplicationTestingBuilder> _builder =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> _application =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _build = new();
    private readonly TaskCompletionSource _end = new();

    public static TestedEntryPoint? Current => s_current.Value;

    public static Task<IDistributedApplicationTestingBuilder> RunAsync(
        Assembly assembly, string[] args, CancellationToken cancellationToken)
    {
        var entryPoint = assembly.EntryPoint
            ?? throw new InvalidOperationException($"{assembly.GetName().Name} has no entry point.");
        var tested = new TestedEntryPoint();
        new Thread(() => tested.Run(entryPoint, args)) { IsBackground = true }.Start();
        return tested._builder.Task.WaitAsync(cancellationToken);
    }

    public Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken)
    {
        _build.TrySetResult();
        return _application.Task.WaitAsync(cancellationToken);
    }

    public void WaitForTheTestToBuild(LocalBuilder builder)
    {
        _builder.TrySetResult(builder);
        _build.Task.Wait();
    }

    public void Built(DistributedApplication application) => _application.TrySetResult(application);

    public void WaitForTheTestToEnd() => _end.Task.Wait();

    public void End() => _end.TrySetResult();

    private void Run(MethodInfo entryPoint, string[] args)
    {
        s_current.Value = this;
        try
        {
            entryPoint.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [args], null);
            throw new InvalidOperationException("The host ended before it built an application; its output says why.");
        }
#pragma warning disable CA1031 // Whatever it was belongs to the test that waits, not to this thread.
        catch (Exception failure)
        {
            _builder.TrySetException(failure);
            _application.TrySetException(failure);
        }
#pragma warning restore CA1031
    }
}
