using CaseSync.ServiceDefaults.LocalRuns;

namespace CaseSync.GoogleMock.Pages;

internal static class PageSetup
{
    // A comment of the full length, in any language, comes from the page as one message.
    private const int PageMessageBytesMax = 1024 * 1024;

    public static void AddCasePage(this WebApplicationBuilder builder)
    {
        // Outside Development, too, a program that was built and not published finds its script and style.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents()
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = PageMessageBytesMax);
        builder.Services.AddScoped<Visitor>();
        builder.Services.AddOutageSwitch();
    }

    public static void MapCasePage(this WebApplication app)
    {
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
