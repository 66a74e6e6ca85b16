using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CaseSync.Tests.Builders;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace CaseSync.Tests.Operating;

public sealed partial class AlertTests
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
    public void Rules_EachAlert_IsSeenToFireAndLaterToClear()
    {
        var tests = Read<TestFile>("casesync.tests.yml").Tests;

        Assert.All(Rules(), rule => Assert.Contains(
            tests, test => IsSeenToClear([.. test.Looks.Where(look => look.Alertname == rule.Alert)])));
    }

    [Fact]
    public void Rules_EachAlert_HasItsSectionInTheRunbook()
    {
        var page = Repository.Read("docs/operating.md");

        Assert.All(Rules(), rule =>
        {
            var start = page.IndexOf($"\n### {rule.Alert}\n", StringComparison.Ordinal);
            Assert.True(start >= 0, $"{rule.Alert} has no section.");
            var section = page[start..page.IndexOf("\n##", start + 1, StringComparison.Ordinal)];
            Assert.Contains("\n- **Whose**: ", section, StringComparison.Ordinal);
            Assert.Contains("\n- **Do**: ", section, StringComparison.Ordinal);
            // The console shows it; nobody need read the store.
            Assert.DoesNotContain("LastError", section, StringComparison.Ordinal);
            Assert.Equal($"docs/operating.md#{rule.Alert.ToLowerInvariant()}", rule.Annotations["runbook"]);
        });
    }

    [Fact]
    public void Rules_WhatTheyAskFor_IsMeasured() =>
        Assert.All(
            Rules(), rule => Assert.Subset(Telemetry.Series().ToHashSet(), Telemetry.SeriesIn(rule.Expr).ToHashSet()));

    [Fact]
    public void CloudMonitoring_Policies_AreTheSameConditions() => Assert.Equal(
        Rules().Select(rule => (
            rule.Alert, rule.Expr.Trim(), SecondsOf(rule.For),
            rule.Labels["severity"] == "page" ? "CRITICAL" : "WARNING")).Order(),
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
                SecondsOf(condition.GetProperty("duration").GetString()!),
                policy.RootElement.GetProperty("severity").GetString()!);
        }
    }

    private static bool IsSeenToClear(IReadOnlyList<Look> looks) => looks.Any(fired => fired.ExpAlerts.Count > 0
        && looks.Any(later => later.ExpAlerts.Count == 0 && SecondsOf(later.EvalTime) > SecondsOf(fired.EvalTime)));

    // "54h30m"
    private static double SecondsOf(string duration) => LengthOfTime().Matches(duration).Sum(part =>
        double.Parse(part.Groups["number"].Value, CultureInfo.InvariantCulture) * part.Groups["unit"].Value[0] switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            _ => 86_400,
        });

    private static IReadOnlyList<Rule> Rules()
    {
        var rules = Read<RuleFile>("casesync.rules.yml").Groups.SelectMany(group => group.Rules).ToList();
        Assert.NotEmpty(rules);
        return rules;
    }

    private static T Read<T>(string name) =>
        new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance)
            .IgnoreUnmatchedProperties().Build()
            .Deserialize<T>(File.ReadAllText(Path.Combine(s_alerts, "prometheus", name)));

    [GeneratedRegex("(?<number>[0-9]+)(?<unit>[smhd])")]
    private static partial Regex LengthOfTime();

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

    private sealed class TestFile
    {
        public List<RuleTest> Tests { get; set; } = [];
    }

    private sealed class RuleTest
    {
        [YamlMember(Alias = "alert_rule_test")]
        public List<Look> Looks { get; set; } = [];
    }

    private sealed class Look
    {
        public string EvalTime { get; set; } = "";

        public string Alertname { get; set; } = "";

        public List<object> ExpAlerts { get; set; } = [];
    }
}
