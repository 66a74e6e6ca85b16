using CaseSync.Simulator.Running;

namespace CaseSync.Tests.Simulation;

/// <summary>Histories as the command line would run them.</summary>
internal static class Runs
{
    /// <summary>The long ones run only there.</summary>
    public static bool IsCi { get; } = Environment.GetEnvironmentVariable("CI") == "true";

    public static SimulatorOptions Options(string args) => SimulatorOptions.Parse(args.Split(' '));

    public static HistoryPlan Plan(string args) => Options(args).PlanOf(0);

    /// <summary>Runs them, and fails with what the command line would say.</summary>
    public static string MustHold(string args)
    {
        var output = new StringWriter();
        var exitCode = new Campaign(Options(args), output).Run();
        Assert.True(exitCode == 0, output.ToString());
        return output.ToString();
    }

    public static Tally Count(string args)
    {
        var (options, tally) = (Options(args), new Tally());
        foreach (var result in OrderedRuns.Run(
            n => History.Run(options.PlanOf(n), logs: false), options.Histories, options.Jobs))
        {
            tally.Add(result.Tally);
        }

        return tally;
    }
}
