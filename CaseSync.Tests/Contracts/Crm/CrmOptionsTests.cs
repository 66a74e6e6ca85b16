using CaseSync.Core.Doors;
using CaseSync.Crm;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CaseSync.Tests.Contracts.Crm;

public sealed class CrmOptionsTests
{
    private static readonly Dictionary<string, string?> s_good = new() { ["Crm:BaseAddress"] = "https://crm.test/" };

    [Fact]
    public void Settings_AreGood_GiveTheDoor()
    {
        using var host = Build(new(s_good) { ["Crm:SearchLag"] = "00:03:00" });
        Assert.Equal(TimeSpan.FromMinutes(3), host.Services.GetRequiredService<ICrm>().Traits.SearchLag);
    }

    [Theory]
    [InlineData("Crm:Kind", "Abacus", "Crm__Kind is 'Abacus'; it takes Generic or RequestTracker.")]
    [InlineData("Crm:BaseAddress", "/api", "Crm__BaseAddress is '/api'; it takes an https or http address.")]
    [InlineData("Crm:TokenFile", "/no/such/file",
        "Crm__TokenFile is '/no/such/file'; it takes the path of a file that exists.")]
    [InlineData("Crm:SearchLag", "-00:00:01", "Crm__SearchLag is -00:00:01; it takes 00:00:00 to 1.00:00:00.")]
    public void Setting_IsWrong_StopsWithItsSentence(string key, string value, string sentence)
    {
        using var host = Build(new(s_good) { [key] = value });
        var e = Assert.Throws<OptionsValidationException>(
            () => host.Services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains(sentence, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TokenFile_IsReadAgainWhenItsTokenIsRefused()
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, "first\n");
            var token = new CrmToken(new CrmOptions { TokenFile = path });
            var first = await token.GetAsync(null, default);
            await File.WriteAllTextAsync(path, "second\n");
            Assert.Equal(("first", "first"), (first!.Value, (await token.GetAsync(null, default))!.Value));
            Assert.Equal("second", (await token.GetAsync(first, default))!.Value);
            Assert.Equal("second", (await token.GetAsync(null, default))!.Value);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task TokenFile_CannotBeRead_IsOurOwnFault()
    {
        var e = await Assert.ThrowsAsync<RemoteCallException>(async () =>
            await new CrmToken(new CrmOptions { TokenFile = "/no/such/file" }).GetAsync(null, default));
        Assert.Equal(RemoteFailure.Denied, e.Failure);
    }

    [Fact]
    public void Kind_IsRequestTracker_GivesThatDoor()
    {
        using var host = Build(new(s_good)
        {
            ["Crm:Kind"] = "requesttracker",
            ["Crm:RequestTracker:Queue"] = "Support",
            ["Crm:RequestTracker:Account"] = "casesync",
        });
        host.Services.GetRequiredService<IStartupValidator>().Validate();
        Assert.Equal(200, host.Services.GetRequiredService<ICrm>().Traits.TitleLengthMax);
    }

    [Theory]
    [InlineData("Queue", "", "Crm__RequestTracker__Queue is ''; it takes the name of a queue.")]
    [InlineData("FlagField", "a}b",
        "Crm__RequestTracker__FlagField is 'a}b'; it takes the name of a ticket custom field.")]
    public void SettingOfAKind_IsWrong_StopsWithItsSentence(string key, string value, string sentence)
    {
        using var host = Build(new(s_good)
        {
            ["Crm:Kind"] = "RequestTracker",
            ["Crm:RequestTracker:Queue"] = "Support",
            ["Crm:RequestTracker:Account"] = "casesync",
            [$"Crm:RequestTracker:{key}"] = value,
        });
        var e = Assert.Throws<OptionsValidationException>(
            () => host.Services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains(sentence, e.Message, StringComparison.Ordinal);
    }

    private static IHost Build(Dictionary<string, string?> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings);
        return builder.AddCrm().Build();
    }
}
