using System.Diagnostics;
using System.Text.Json;
using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.ServiceDefaults;
using CaseSync.Syncer;
using CaseSync.Tests.Builders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace CaseSync.Tests.ServiceDefaults;

public sealed class CloudLogLinesTests
{
    private const string TraceField = "logging.googleapis.com/trace";

    [Theory]
    [InlineData("my-project", "projects/my-project/traces/")]
    [InlineData("", "")]
    public void Line_OfASync_SaysWhoseCaseItIsAndLeadsToItsTrace(string project, string start)
    {
        using var host = Build("Production", project);
        using var log = new LineLogger(host.Services.GetServices<ConsoleFormatter>().OfType<CloudLogLines>().Single());
        using var span = new Activity("casesync.sync").SetIdFormat(ActivityIdFormat.W3C).Start();

        using (log.BeginCaseScope(A.Pair))
        {
            log.Refused(A.Pair.Id, "AddComment", new ItemKey(Side.Google, ItemKind.Comment, "3"), "It is too long.");
        }

        using var line = JsonDocument.Parse(Assert.Single(log.Lines));
        var labels = line.RootElement.GetProperty("logging.googleapis.com/labels");
        Assert.Equal("ERROR", line.RootElement.GetProperty("severity").GetString());
        Assert.StartsWith(
            $"{A.Pair.Id}: AddComment", line.RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal($"{start}{span.TraceId}", line.RootElement.GetProperty(TraceField).GetString());
        Assert.Equal(A.GoogleName.Value, labels.GetProperty("GoogleCase").GetString());
        Assert.Equal(A.CompanyId.Value, labels.GetProperty("CompanyCase").GetString());
    }

    [Fact]
    public void Line_OfAnException_IsOneLineAndHasItWhole()
    {
        using var host = Build("Production", "");
        using var log = new LineLogger(host.Services.GetServices<ConsoleFormatter>().OfType<CloudLogLines>().Single());

        var error = new InvalidOperationException("first\nsecond");
        log.Log(LogLevel.Critical, default, "It fell over", error, (message, _) => message);

        using var line = JsonDocument.Parse(Assert.Single(log.Lines));
        Assert.StartsWith(
            "It fell over\nSystem.InvalidOperationException: first\nsecond",
            line.RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production", null, true)]
    [InlineData("Production", "simple", false)]
    [InlineData("Development", null, false)]
    public void Lines_OutsideDevelopment_AreForCloudLoggingUnlessASettingSaysOtherwise(
        string environment, string? setting, bool areForCloudLogging)
    {
        using var host = Build(environment, "", setting);

        var formatter = host.Services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName;
        Assert.Equal(areForCloudLogging, formatter == CloudLogLines.FormatterName);
    }

    private static IHost Build(string environment, string project, string? formatter = null)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment });
        builder.Configuration["Store:ProjectId"] = project;
        if (formatter is not null)
        {
            builder.Configuration["Logging:Console:FormatterName"] = formatter;
        }

        builder.AddServiceDefaults();
        return builder.Build();
    }

    /// <summary>As .NET's console has it, but for the console.</summary>
    private sealed class LineLogger(ConsoleFormatter formatter) : ILogger, IDisposable
    {
        private readonly LoggerExternalScopeProvider _scopes = new();
        private readonly StringWriter _written = new();

        public IEnumerable<string> Lines =>
            _written.ToString().Split(_written.NewLine, StringSplitOptions.RemoveEmptyEntries);

        public void Dispose() => _written.Dispose();

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => _scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> format)
        {
            var entry = new LogEntry<TState>(logLevel, "CaseSync.Syncer", eventId, state, exception, format);
            formatter.Write(entry, _scopes, _written);
        }
    }
}
