using CaseSync.AppHost;

namespace CaseSync.Tests.AppHost;

public sealed class LocalPortsTests
{
    [Theory]
    [InlineData(null, 5101, 5102, 5111, 5112, 5120, 5121, 5122, 18888, 4317, 4318, 8432)]
    [InlineData("6200", 6201, 6202, 6211, 6212, 6220, 6221, 6222, 19988, 5417, 5418, 9532)]
    public void Ports_AreAllMovedByTheBase(
        string? text, int crm, int google, int poller, int syncer, int control, int proxyCrm, int proxyGoogle,
        int dashboard, int otlpGrpc, int otlpHttp, int datastore)
    {
        Assert.True(LocalPorts.TryRead(text, out var ports, out _));

        Assert.Equal(
            [crm, google, poller, syncer, control, proxyCrm, proxyGoogle, dashboard, otlpGrpc, otlpHttp, datastore],
            [
                ports.CrmMock, ports.GoogleMock, ports.Poller, ports.Syncer, ports.ProxyControl, ports.ProxyCrm,
                ports.ProxyGoogle, ports.Dashboard, ports.OtlpGrpc, ports.OtlpHttp, ports.DatastoreEmulator,
            ]);
    }

    [Theory]
    [InlineData("1999"), InlineData("50001"), InlineData("-5100"), InlineData("5100.5"), InlineData("port")]
    public void PortBase_OutOfBounds_IsOneSentence(string text)
    {
        Assert.False(LocalPorts.TryRead(text, out _, out var refusal));

        Assert.Equal($"CASESYNC_PORT_BASE is '{text}'; it takes a port from 2000 to 50000.", refusal);
    }
}
