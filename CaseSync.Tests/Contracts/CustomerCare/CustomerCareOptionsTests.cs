using CaseSync.Core.Doors;
using CaseSync.Google.CustomerCare;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CaseSync.Tests.Contracts.CustomerCare;

public sealed class CustomerCareOptionsTests
{
    private static readonly Dictionary<string, string?> s_good = new()
    {
        ["CustomerCare:Parent"] = "organizations/1",
        ["CustomerCare:Projects"] = "projects/shop",
        ["CustomerCare:ClassificationId"] = "C1",
    };

    [Fact]
    public void Settings_AreGood_GiveTheDoor()
    {
        using var host = Build("Production", s_good);
        Assert.Equal(TimeSpan.FromMinutes(30), host.Services.GetRequiredService<ICustomerCare>().Traits.SearchLag);
    }

    [Theory]
    [InlineData("CustomerCare:Parent", "organizations",
        "CustomerCare__Parent is 'organizations'; it takes organizations/<number> or")]
    [InlineData("CustomerCare:Projects", "", "CustomerCare__Projects is ''; it takes a comma list of")]
    [InlineData("CustomerCare:Projects", "shop", "CustomerCare__Projects is 'shop'; it takes a comma list of")]
    [InlineData("CustomerCare:CreateParent", "x", "CustomerCare__CreateParent is 'x'; it takes")]
    [InlineData("CustomerCare:ClassificationId", "", "CustomerCare__ClassificationId is empty; it takes the id of")]
    [InlineData("CustomerCare:Auth", "None",
        "CustomerCare__Auth is None; outside Development it takes ApplicationDefault.")]
    [InlineData("CustomerCare:BaseAddress", "http://x.test/",
        "CustomerCare__BaseAddress is 'http://x.test/'; it takes an https address")]
    [InlineData("CustomerCare:SearchLag", "2.00:00:00",
        "CustomerCare__SearchLag is 2.00:00:00; it takes 00:00:00 to 1.00:00:00.")]
    [InlineData("Sync:RequestTimeout", "00:00:00",
        "Sync__RequestTimeout is 00:00:00; it takes 00:00:01 to 00:05:00.")]
    public void Setting_IsWrong_StopsWithItsSentence(string key, string value, string sentence)
    {
        using var host = Build("Production", new(s_good) { [key] = value });
        var e = Assert.ThrowsAny<Exception>(() => host.Services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains(sentence, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Development_NeedsNeitherProjectsNorSignIn()
    {
        var settings = new Dictionary<string, string?>(s_good)
        {
            ["CustomerCare:Projects"] = null,
            ["CustomerCare:Auth"] = "None",
        };
        using var host = Build("Development", settings);
        var options = host.Services.GetRequiredService<IOptions<CustomerCareOptions>>().Value;
        Assert.Equal((CustomerCareOptions.AllProjects, GoogleAuth.None), (options.Projects, options.Auth));
    }

    private static IHost Build(string environment, Dictionary<string, string?> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(settings);
        return builder.AddCustomerCare().Build();
    }
}
