using System.Net;

namespace CaseSync.Tests.OutageProxy;

public sealed class ControlTests
{
    [Theory]
    [InlineData("/crm/down?mode=slow", HttpStatusCode.BadRequest)]
    [InlineData("/crm/down?mode=", HttpStatusCode.BadRequest)]
    [InlineData("/crm/down?mode=503&mode=503", HttpStatusCode.BadRequest)]
    [InlineData("/crm/down?count=1", HttpStatusCode.BadRequest)]
    [InlineData("/crm/up?now=true", HttpStatusCode.BadRequest)]
    [InlineData("/crm/lose-replies?count=", HttpStatusCode.BadRequest)]
    [InlineData("/crm/bring-back?count=1", HttpStatusCode.BadRequest)]
    [InlineData("/crm/lose-replies?count=-1", HttpStatusCode.BadRequest)]
    [InlineData("/crm/lose-replies?count=1001", HttpStatusCode.BadRequest)]
    [InlineData("/crm/lose-replies?count=1&writes=maybe", HttpStatusCode.BadRequest)]
    [InlineData("/crm/lose-replies?count=1.5", HttpStatusCode.BadRequest)]
    [InlineData("/crm/cut-replies?count=1&writes=true", HttpStatusCode.BadRequest)]
    [InlineData("/crm/delay?ms=600001", HttpStatusCode.BadRequest)]
    [InlineData("/crm/delay?ms=99999999999", HttpStatusCode.BadRequest)]
    [InlineData("/crm/delay?Ms=1", HttpStatusCode.BadRequest)]
    [InlineData("/jira/down", HttpStatusCode.NotFound)]
    [InlineData("/CRM/down", HttpStatusCode.NotFound)]
    [InlineData("/crm/explode", HttpStatusCode.NotFound)]
    public async Task Command_NotUnderstood_IsProblemDetailsAndChangesNothing(string command, HttpStatusCode expected)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var before = await proxy.Control.GetStringAsync("/state");

        using var answer = await proxy.Control.PostAsync(command, null);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(before, await proxy.Control.GetStringAsync("/state"));
    }

    [Fact]
    public async Task State_AfterCommands_ShowsEachSystemsPlan()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        await proxy.CommandAsync("/crm/down?mode=503");
        await proxy.CommandAsync("/google/delay?ms=250");
        await proxy.CommandAsync("/google/lose-replies?count=3&writes=false");

        var crm = await proxy.StateAsync("crm");
        Assert.True(crm.GetProperty("down").GetBoolean());
        Assert.Equal("503", crm.GetProperty("refusesWith").GetString());
        var google = await proxy.StateAsync("google");
        Assert.False(google.GetProperty("down").GetBoolean());
        Assert.Equal(250, google.GetProperty("delayMs").GetInt32());
        Assert.Equal(3, google.GetProperty("loseReplies").GetInt32());
        Assert.False(google.GetProperty("writesOnly").GetBoolean());
        Assert.Equal(proxy.Google.Address, google.GetProperty("forwardsTo").GetString());
    }

    [Fact]
    public async Task BringBack_AfterCommands_UndoesThemOfThatSystemAlone()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var before = (await proxy.StateAsync("crm")).GetRawText();

        foreach (var verb in new[] { "down", "lose-replies", "delay?ms=5", "cut-replies?count=2" })
        {
            await proxy.CommandAsync($"/crm/{verb}");
            await proxy.CommandAsync($"/google/{verb}");
        }

        Assert.Equal(3, (await proxy.StateAsync("crm")).GetProperty("loseReplies").GetInt32());
        await proxy.CommandAsync("/crm/bring-back");

        Assert.Equal(before, (await proxy.StateAsync("crm")).GetRawText());
        Assert.True((await proxy.StateAsync("google")).GetProperty("down").GetBoolean());
    }

    [Fact]
    public async Task Command_AsGet_Is405()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        using var answer = await proxy.Control.GetAsync("/crm/down");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }
}
