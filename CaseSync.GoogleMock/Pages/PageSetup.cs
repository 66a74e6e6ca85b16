namespace CaseSync.GoogleMock.Pages;

internal static class PageSetup
{
    public static void AddCasePage(this WebApplicationBuilder builder)
    {
        // Outside Development, too, a program that was built and not published finds its script and style.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddScoped<Visitor>();
    }

    public static void MapCasePage(this WebApplication app)
    {
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
