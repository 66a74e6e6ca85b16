using CaseSync.OutageProxy;
using CaseSync.OutageProxy.Traffic;
using CaseSync.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CaseSync.Tests.OutageProxy;

public sealed class ProxySettingsTests
{
    private const string ItTakes = "it takes an http or https address without user, query or fragment.";
    private const string Nowhere = "http://127.0.0.1:1";

    [Theory]
    [InlineData(null, "Proxy__CrmAddress is not set; it takes the http or https address to forward to.")]
    [InlineData("ftp://x", $"Proxy__CrmAddress is 'ftp://x/'; {ItTakes}")]
    [InlineData("crm", $"Proxy__CrmAddress is 'crm'; {ItTakes}")]
    [InlineData("http://a@x", $"Proxy__CrmAddress is 'http://a@x/'; {ItTakes}")]
    public void Address_Wrong_IsOneSentence(string? address, string sentence)
    {
        var result = new ProxyOptionsValidator().Validate(null, new ProxyOptions
        {
            CrmAddress = address is null ? null : new Uri(address, UriKind.RelativeOrAbsolute),
            GoogleAddress = new Uri("https://cloudsupport.googleapis.com"),
        });

        Assert.Equal([sentence], result.Failures);
    }

    [Fact]
    public void Ports_NotSet_AreTheLocalOnes()
    {
        using var app = (IDisposable)OutageProxyApp.Build(
            ["--CASESYNC_PORT_BASE=6200", $"--Proxy:CrmAddress={Nowhere}", $"--Proxy:GoogleAddress={Nowhere}"]);

        var options = ((WebApplication)app).Services.GetRequiredService<IOptions<ProxyOptions>>().Value;
        Assert.Equal((6221, 6222), (options.CrmPort, options.GooglePort));
    }

    [Theory]
    [InlineData("--Proxy:CrmPort=0")] // No address.
    [InlineData("--Proxy:CrmPort=many")]
    [InlineData("--CASESYNC_PORT_BASE=many")]
    public async Task Start_WithAWrongSetting_EndsWithExitCode1(string argument) =>
        Assert.Equal(1, await ServiceRun.RunAsync(
            () => OutageProxyApp.Build(["--urls=http://127.0.0.1:0", "--Proxy:GooglePort=0", argument])));
}
