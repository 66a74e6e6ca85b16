using Microsoft.Extensions.Configuration;

namespace CaseSync.ServiceDefaults;

/// <summary>What holds where no file, variable or argument says otherwise.</summary>
internal static class FallbackSettings
{
    private static readonly (string Name, string Value)[] s_logging =
    [
        ("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
        ("Logging:LogLevel:System.Net.Http.HttpClient", "Warning"),
        ("Logging:LogLevel:Polly", "Warning"),
        ("Logging:Console:FormatterName", "simple"),
        ("Logging:Console:FormatterOptions:SingleLine", "true"),
        ("Logging:Console:FormatterOptions:TimestampFormat", "HH:mm:ss "),
    ];

    // Any of these means that somebody chose where to listen.
    private static readonly string[] s_addressSettings = ["urls", "http_ports", "https_ports", "Kestrel:Endpoints"];

    public static void AddTo(IConfigurationManager configuration, string applicationName)
    {
        // Set one by one rather than as a source put first: that would make the manager forget what was set by hand.
        foreach (var (name, value) in s_logging)
        {
            configuration[name] ??= value;
        }

        if (!s_addressSettings.Any(name => configuration.GetSection(name).Exists())
            && LocalPorts.Find(applicationName, configuration) is { } port)
        {
            configuration["urls"] = $"http://127.0.0.1:{port}";
        }
    }
}
