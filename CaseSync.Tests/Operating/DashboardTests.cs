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

    private static List<(string Title, string Query)> Grafana()
    {
        using var board = Read("grafana.json");
        return [.. from panel in board.RootElement.GetProperty("panels").EnumerateArray()
            from target in panel.GetProperty("targets").EnumerateArray()
            select (panel.GetProperty("title").GetString()!, target.GetProperty("expr").GetString()!)];
    }

    private static List<(string Title, string Query)> CloudMonitoring()
    {
        using var board = Read("cloud-monitoring.json");
        return [.. from tile in board.RootElement.GetProperty("mosaicLayout").GetProperty("tiles").EnumerateArray()
            let widget = tile.GetProperty("widget")
            from set in widget.GetProperty("xyChart").GetProperty("dataSets").EnumerateArray()
            select (widget.GetProperty("title").GetString()!, set.GetProperty("timeSeriesQuery").GetProperty("prometheusQuery").GetString()!)];
    }

    private static JsonDocument Read(string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "deploy", "dashboards", name)));
}
