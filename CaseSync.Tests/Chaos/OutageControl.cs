using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CaseSync.Core.Cases;

namespace CaseSync.Tests.Chaos;

/// <summary>The control address of the outage proxy.</summary>
internal sealed class OutageControl(HttpClient http, Uri address)
{
    public async Task CommandAsync(Side side, string command, CancellationToken cancel)
    {
        using var answer = await http.PostAsync(new Uri(address, $"/{PathOf(side)}/{command}"), null, cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{side} {command}: {(int)answer.StatusCode}");
    }

    public async Task HealAsync(CancellationToken cancel)
    {
        foreach (var side in new[] { Side.Google, Side.Company })
        {
            foreach (var command in new[] { "up", "delay?ms=0", "lose-replies?count=0", "cut-replies?count=0" })
            {
                await CommandAsync(side, command, cancel);
            }
        }
    }

    public async Task<TrafficSeen> SeenAsync(Side side, CancellationToken cancel)
    {
        var state = (await http.GetFromJsonAsync<JsonNode>(new Uri(address, "/state"), cancel))![PathOf(side)]!;
        return new TrafficSeen(
            (long)state["forwarded"]!, (long)state["refused"]!,
            (long)state["repliesLost"]! + (long)state["repliesCut"]!);
    }

    private static string PathOf(Side side) => side == Side.Google ? "google" : "crm";
}

/// <param name="RepliesLost">Or broken off.</param>
internal sealed record TrafficSeen(long Forwarded, long Refused, long RepliesLost);
