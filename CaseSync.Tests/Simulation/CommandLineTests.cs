using CaseSync.Simulator.Hosting;
using CaseSync.Simulator.Running;

namespace CaseSync.Tests.Simulation;

public sealed class CommandLineTests
{
    [Fact]
    public void Campaign_RuleBroken_TellsTheShortestHistoryAndHowToReplayIt()
    {
        var output = new StringWriter();

        var exitCode = new Campaign(
            Runs.Options($"--seed 1 --histories 20 --faults light --without {Without.Order}"), output).Run();

        Assert.Equal(1, exitCode);
        var lines = output.ToString().TrimEnd().Split(Environment.NewLine);
        Assert.Contains(lines, line => line.Contains("VIOLATION   comments stay in order", StringComparison.Ordinal));
        Assert.Matches(@"^histories=\d+ events=\d+ faults=\d+ violations=[1-9]\d*$", lines[^1]);
        var replay = lines.Single(line => line.StartsWith("replay: ", StringComparison.Ordinal));
        var kept = replay[(replay.IndexOf("--keep ", StringComparison.Ordinal) + 7)..].Split(',');
        Assert.InRange(kept.Length, 2, 6);

        var again = new StringWriter();
        Assert.Equal(
            1, new Campaign(Runs.Options(replay[(replay.IndexOf(" -- ", StringComparison.Ordinal) + 4)..]), again)
                .Run());
        Assert.Contains("comments stay in order", again.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--faults some")]
    [InlineData("--histories 0")]
    [InlineData("--without nothing")]
    [InlineData("--seed")]
    [InlineData("--colour red")]
    public void Parse_WhatIsNotUnderstood_SaysSo(string args) =>
        Assert.Throws<FormatException>(() => Runs.Options(args));

    [Fact]
    public void Help_SaysHowLongConvergenceTakesAndNamesEverySafeguard()
    {
        Assert.Contains(
            $"within {History.ConvergesWithin.TotalHours} hours of virtual time", Usage.Text, StringComparison.Ordinal);
        Assert.All(Without.Names, name => Assert.Contains(name, Usage.Text, StringComparison.Ordinal));
    }
}
