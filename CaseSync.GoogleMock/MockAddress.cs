namespace CaseSync.GoogleMock;

internal static class MockAddress
{
    private const int PortBaseDefault = 5100;
    private const int PortOffset = 2;

    /// <summary>Where nobody says where to listen, listen on this machine only.</summary>
    public static void UseMockAddress(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        if (settings["urls"] is null && settings["http_ports"] is null)
        {
            var port = settings.GetValue("CASESYNC_PORT_BASE", PortBaseDefault) + PortOffset;
            builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        }
    }
}
