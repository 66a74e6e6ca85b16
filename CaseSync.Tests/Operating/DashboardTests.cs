using System.Text.Json;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Operating;

public sealed class DashboardTests
{
    [Fact]
    public void Dashboards_OfGrafanaAndCloudMonitoring_ShowTheSame() => Assert.Equal(Grafana(), CloudMonitoring());

    [Fact]
    public void Dashboards_WhatTheyAskFor_IsMeasured() => Assert.All(
        Grafana(), panel => Assert.Subset(Telemetry.Series().ToHashSet(), Telemetry.SeriesIn(panel.Query).ToHashSet()));

    [Fact]
    public void Grafana_CallsAgainstQuota_DrawsTheQuotaThatSomebodyTypedIn()
    {
        using var board = Read("grafana.json");

        Assert.Contains(board.RootElement.GetProperty("templating").GetProperty("list").EnumerateArray(), variable =>
            (variable.GetProperty("name").GetString(), variable.GetProperty("type").GetString()) == (
                "quota", "textbox"));
        Assert.Equal("Calls against quota", Assert.Single(Targets(board), target => IsQuota(target.Query)).Title);
    }

    [Fact]
    public void Grafana_SlowChanges_LeadToTheirTraces()
    {
        using var board = Read("grafana.json");

        var panel = board.RootElement.GetProperty("panels").EnumerateArray()
            .Single(panel => panel.GetProperty("title").GetString() == "Propagation");

        Assert.All(
            panel.GetProperty("targets").EnumerateArray(),
            target => Assert.True(target.GetProperty("exemplar").GetBoolean()));
    }

    // The quota's line is Grafana's alone: the other's queries have no place for a number that somebody types in.
    private static List<(string Title, string Query)> Grafana()
    {
        using var board = Read("grafana.json");
        return [.. Targets(board).Where(target => !IsQuota(target.Query))];
    }

    private static bool IsQuota(string query) => query.Contains("$quota", StringComparison.Ordinal);

    private static List<(string Title, string Query)> Targets(JsonDocument board) =>
        [.. from panel in board.RootElement.GetProperty("panels").EnumerateArray()
            from target in panel.GetProperty("targets").EnumerateArray()
            select (panel.GetProperty("title").GetString()!, target.GetProperty("expr").GetString()!)];

    private static List<(string Title, string Query)> CloudMonitoring()
    {
        using var board = Read("cloud-monitoring.json");
        return [.. from tile in board.RootElement.GetProperty("mosaicLayout").GetProperty("tiles").EnumerateArray()
            let widget = tile.GetProperty("widget")
            from set in widget.GetProperty("xyChart").GetProperty("dataSets").EnumerateArray()
            select (
                widget.GetProperty("title").GetString()!,
                set.GetProperty("timeSeriesQuery").GetProperty("prometheusQuery").GetString()!)];
    }

    private static JsonDocument Read(string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "deploy", "dashboards", name)));
}
