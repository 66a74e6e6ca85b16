using System.Diagnostics;
using CaseSync.AppHost;
using CaseSync.Tests.Builders;
using CaseSync.Tests.Conformance;

namespace CaseSync.Tests.EndToEnd;

/// <summary>The script that users run, on every store that they may have.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class SmokeEndToEnd
{
    private const string ArrivesWithinSeconds = "120"; // CI has two cores.

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stack_OnSqlite_PassesTheSmokeScript()
    {
        SkipOutsideCi();
        await using var stack = await Stack.StartAsync("Sqlite", Cancel);

        await AssertPassesAsync(stack);
    }

    [Fact]
    public async Task Stack_OnGooglesEmulator_PassesTheSmokeScript()
    {
        SkipOutsideCi();
        if (EmulatorProbe.FindProblem() is { } problem)
        {
            Assert.Skip($"No Datastore: {problem}.");
        }

        await using var stack = await Stack.StartAsync("Datastore", Cancel);

        await AssertPassesAsync(stack);
    }

    [Fact]
    public async Task Stacks_SideBySide_BothPassTheSmokeScript()
    {
        SkipOutsideCi();
        await using var one = await Stack.StartAsync("Sqlite", Cancel);
        await using var other = await Stack.StartAsync("Sqlite", Cancel);

        await Task.WhenAll(AssertPassesAsync(one), AssertPassesAsync(other));
    }

    [Fact]
    public async Task Stack_WithRequestTracker_PassesTheSmokeScript()
    {
        SkipOutsideCi();
        await using var tracker = new RequestTrackerServer(); // The kit's holds hundreds of tickets.
        var address = await tracker.AddressAsync(Cancel);
        await using var stack = await Stack.StartAsync("Sqlite", new Dictionary<string, string?>
        {
            ["Proxy:CrmAddress"] = address.AbsoluteUri,
            ["Crm:Kind"] = "RequestTracker",
            ["Crm:Token"] = tracker.TokenOf("casesync"),
            ["Crm:SearchLag"] = "00:00:00",
            ["Crm:RequestTracker:Queue"] = "Support",
            ["Crm:RequestTracker:Account"] = "casesync",
        }, Cancel);

        await AssertPassesAsync(stack, "--crm rt", new()
        {
            ["SMOKE_RT_ADDRESS"] = address.AbsoluteUri.TrimEnd('/'),
            ["SMOKE_RT_TOKEN"] = tracker.TokenOf("ann"),
        });
    }

    private static void SkipOutsideCi()
    {
        if (Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip("It takes minutes; with CI=true it runs.");
        }
    }

    private static async Task AssertPassesAsync(
        Stack stack, string arguments = "", Dictionary<string, string>? settings = null)
    {
        var script = Path.Combine(Repository.Root, "scripts", "smoke.sh");
        var start = new ProcessStartInfo("bash", $"\"{script}\" {arguments}")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["CASESYNC_PORT_BASE"] = $"{stack.Ports.Base}",
                ["SMOKE_WITHIN_SECONDS"] = ArrivesWithinSeconds,
            },
        };
        foreach (var (name, value) in settings ?? [])
        {
            start.Environment[name] = value;
        }

        using var smoke = Process.Start(start)!;

        var texts = await Task.WhenAll(
            smoke.StandardOutput.ReadToEndAsync(Cancel), smoke.StandardError.ReadToEndAsync(Cancel));
        await smoke.WaitForExitAsync(Cancel);

        Assert.True(smoke.ExitCode == 0, string.Concat(texts));
        Assert.Contains("Everything arrived, once.", texts[0], StringComparison.Ordinal);
    }
}
