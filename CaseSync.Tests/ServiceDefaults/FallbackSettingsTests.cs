using CaseSync.ServiceDefaults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CaseSync.Tests.ServiceDefaults;

public sealed class FallbackSettingsTests
{
    [Theory]
    [InlineData("CaseSync.Poller", null, "http://127.0.0.1:5111")]
    [InlineData("CaseSync.Syncer", "", "http://127.0.0.1:5112")]
    [InlineData("CaseSync.CrmMock", "6200", "http://127.0.0.1:6201")]
    [InlineData("CaseSync.GoogleMock", "6200", "http://127.0.0.1:6202")]
    [InlineData("CaseSync.OutageProxy", "6200", "http://127.0.0.1:6220")]
    [InlineData("Somebody.Else", "6200", null)]
    public void Address_NobodyChose_IsThePlaceAmongTheLocalPorts(string application, string? portBase, string? expected)
    {
        var settings = new ConfigurationManager { ["CASESYNC_PORT_BASE"] = portBase };

        FallbackSettings.AddTo(settings, application);

        Assert.Equal(expected, settings["urls"]);
    }

    [Theory]
    [InlineData("urls", "http://0.0.0.0:80")]
    [InlineData("http_ports", "8080")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://0.0.0.0:80")]
    public void Address_SomebodyChose_IsLeftAlone(string name, string value)
    {
        var settings = new ConfigurationManager { [name] = value };

        FallbackSettings.AddTo(settings, "CaseSync.Poller");

        Assert.Equal(name == "urls" ? value : null, settings["urls"]);
    }

    [Fact]
    public void LogLevel_AFileSaysOtherwise_TheFileWins()
    {
        var settings = new ConfigurationManager { ["Logging:LogLevel:Microsoft.AspNetCore"] = "Debug" };

        FallbackSettings.AddTo(settings, "CaseSync.Poller");

        Assert.Equal("Debug", settings["Logging:LogLevel:Microsoft.AspNetCore"]);
        Assert.Equal("true", settings["Logging:Console:FormatterOptions:SingleLine"]);
    }

    [Theory]
    [InlineData("0"), InlineData("-1"), InlineData("65001"), InlineData("many"), InlineData(" 5100")]
    public void PortBase_NotAPort_IsOneSentence(string value)
    {
        var settings = new ConfigurationManager { ["CASESYNC_PORT_BASE"] = value };

        var refusal = Assert.Throws<FormatException>(() => LocalPorts.Base(settings));

        Assert.Equal($"CASESYNC_PORT_BASE is '{value}'; it takes a port from 1 to 65000.", refusal.Message);
    }

    [Fact]
    public void Services_WithTheDefaults_HaveAClockAndStopInTimeForCloudRun()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.AddServiceDefaults();
        using var host = builder.Build();

        Assert.Same(TimeProvider.System, host.Services.GetRequiredService<TimeProvider>());
        Assert.InRange(
            host.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout,
            TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(9));
    }
}
