using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace CaseSync.ServiceDefaults;

/// <summary>Where each service listens on a developer's machine, all moved together by CASESYNC_PORT_BASE.</summary>
public static class LocalPorts
{
    private const string BaseName = "CASESYNC_PORT_BASE";
    private const int DefaultBase = 5100;
    private const int BaseMax = 65_000;

    private static readonly Dictionary<string, int> s_offsets = new(StringComparer.Ordinal)
    {
        ["CaseSync.CrmMock"] = 1,
        ["CaseSync.GoogleMock"] = 2,
        ["CaseSync.Poller"] = 11,
        ["CaseSync.Syncer"] = 12,
        ["CaseSync.OutageProxy"] = 20,
    };

    /// <summary>The port all others are counted from: 5100 unless CASESYNC_PORT_BASE says otherwise.</summary>
    public static int Base(IConfiguration configuration)
    {
        var text = configuration[BaseName];
        if (string.IsNullOrEmpty(text))
        {
            return DefaultBase;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and <= BaseMax
            ? port
            : throw new FormatException($"{BaseName} is '{text}'; it takes a port from 1 to {BaseMax}.");
    }

    internal static int? Find(string applicationName, IConfiguration configuration) =>
        s_offsets.TryGetValue(applicationName, out var offset) ? Base(configuration) + offset : null;
}
