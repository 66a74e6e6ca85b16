using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CaseSync.Tests.Builders;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace CaseSync.Tests.Operating;

public sealed class AlertTests
{
    private static readonly string s_alerts = Path.Combine(Repository.Root, "deploy", "alerts");

    [Fact]
    public async Task Rules_TheirOwnTests_Pass()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "promtool")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, "promtool is not on the PATH; it is in Debian's package prometheus.");
        using var promtool = Process.Start(new ProcessStartInfo(path, ["test", "rules", "casesync.tests.yml"])
        {
            WorkingDirectory = Path.Combine(s_alerts, "prometheus"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = await promtool.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)
            + await promtool.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await promtool.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(promtool.ExitCode == 0, said);
    }

    [Fact]
    public void Rules_EachAlert_IsTriedByATest()
    {
        var tests = File.ReadAllText(Path.Combine(s_alerts, "prometheus", "casesync.tests.yml"));

        Assert.All(Rules(), rule => Assert.Contains($"alertname: {rule.Alert}\n        exp_alerts:", tests, StringComparison.Ordinal));
    }

    [Fact]
    public void Rules_EachAlert_HasItsSectionInTheRunbook()
    {
        var page = Repository.Read("docs/operating.md");

        Assert.All(Rules(), rule =>
        {
            Assert.Contains($"\n### {rule.Alert}\n", page, StringComparison.Ordinal);
            Assert.Equal($"docs/operating.md#{rule.Alert.ToLowerInvariant()}", rule.Annotations["runbook"]);
        });
    }

    [Fact]
    public void Rules_WhatTheyAskFor_IsMeasured() =>
        Assert.All(Rules(), rule => Assert.Subset(Telemetry.Series().ToHashSet(), Telemetry.SeriesIn(rule.Expr).ToHashSet()));

    [Fact]
    public void CloudMonitoring_Policies_AreTheSameConditions() => Assert.Equal(
        Rules().Select(rule => (rule.Alert, rule.Expr.Trim(), SecondsOf(rule.For), rule.Labels["severity"] == "page" ? "CRITICAL" : "WARNING")).Order(),
        Policies().Order());

    private static IEnumerable<(string Name, string Query, double For, string Severity)> Policies()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(s_alerts, "cloud-monitoring"), "*.json"))
        {
            using var policy = JsonDocument.Parse(File.ReadAllText(file));
            var condition = Assert.Single(policy.RootElement.GetProperty("conditions").EnumerateArray())
                .GetProperty("conditionPrometheusQueryLanguage");
            yield return (
                condition.GetProperty("alertRule").GetString()!, condition.GetProperty("query").GetString()!.Trim(),
                SecondsOf(condition.GetProperty("duration").GetString()!), policy.RootElement.GetProperty("severity").GetString()!);
        }
    }

    private static double SecondsOf(string duration)
    {
        var number = double.Parse(duration[..^1], CultureInfo.InvariantCulture);
        return duration[^1] switch
        {
            's' => number,
            'm' => number * 60,
            'h' => number * 3600,
            _ => throw new FormatException($"'{duration}' is no duration of a rule."),
        };
    }

    private static IReadOnlyList<Rule> Rules()
    {
        var rules = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).IgnoreUnmatchedProperties().Build()
            .Deserialize<RuleFile>(File.ReadAllText(Path.Combine(s_alerts, "prometheus", "casesync.rules.yml")))
            .Groups.SelectMany(group => group.Rules).ToList();
        Assert.NotEmpty(rules);
        return rules;
    }

    private sealed class RuleFile
    {
        public List<RuleGroup> Groups { get; set; } = [];
    }

    private sealed class RuleGroup
    {
        public List<Rule> Rules { get; set; } = [];
    }

    private sealed class Rule
    {
        public string Alert { get; set; } = "";

        public string Expr { get; set; } = "";

        public string For { get; set; } = "0s";

        public Dictionary<string, string> Labels { get; set; } = [];

        public Dictionary<string, string> Annotations { get; set; } = [];
    }
}
