using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CaseSync.AppHost;

/// <summary>Every port of a local run, all moved together, so that two runs stand side by side.</summary>
internal sealed record LocalPorts(int Base)
{
    private const int DefaultBase = 5100;

    // All ports that follow from these are above the privileged ones and below 65,536.
    private const int BaseMin = 2_000;
    private const int BaseMax = 50_000;

    public int CrmMock => Base + 1;
    public int GoogleMock => Base + 2;
    public int Poller => Base + 11;
    public int Syncer => Base + 12;
    public int ProxyControl => Base + 20;
    public int ProxyCrm => Base + 21;
    public int ProxyGoogle => Base + 22;

    // Known by their own numbers, and moved by as much as the others.
    public int Dashboard => 18_888 + Base - DefaultBase;
    public int OtlpGrpc => 4_317 + Base - DefaultBase;
    public int OtlpHttp => 4_318 + Base - DefaultBase;
    public int DatastoreEmulator => 8_432 + Base - DefaultBase;

    public static bool TryRead(
        string? text, [NotNullWhen(true)] out LocalPorts? ports, [NotNullWhen(false)] out string? refusal)
    {
        var portBase = DefaultBase;
        var understood = string.IsNullOrEmpty(text)
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out portBase)
                && portBase is >= BaseMin and <= BaseMax);
        ports = understood ? new LocalPorts(portBase) : null;
        refusal = understood ? null : $"CASESYNC_PORT_BASE is '{text}'; it takes a port from {BaseMin} to {BaseMax}.";
        return understood;
    }
}
