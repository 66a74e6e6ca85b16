using CaseSync.Google.SignIn;
using Microsoft.Extensions.Options;

namespace CaseSync.Poller.Console;

/// <summary>The operator's console: pages at <c>/</c>, which ask what <c>/api/…</c> asks.</summary>
internal static class ConsoleSetup
{
    public static WebApplicationBuilder AddConsole(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<ConsoleOptions>().BindConfiguration("Console").ValidateOnStart();
        services.AddSingleton<IValidateOptions<ConsoleOptions>, ConsoleOptionsValidator>();
        services.AddIapAuthentication();
        services.AddOptions<IapOptions>(IapOptions.SchemeName).Configure<IOptions<ConsoleOptions>>((iap, console) =>
            (iap.Audience, iap.KeysUrl) = (console.Value.IapAudience, console.Value.IapKeysUrl));

        // Outside Development, too, a program that was built and not published finds its script and style.
        builder.WebHost.UseStaticWebAssets();

        // Else a route for files not built yet takes every GET, and a wrong method on any other address is told a wrong
        // reason.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddAntiforgery(forms => forms.SuppressXFrameOptionsHeader = true); // The guard's is stricter.
        services.AddSingleton<LatestOverview>();
        return builder;
    }

    public static void MapConsole(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<IOptions<PollerOptions>>().Value.Serves(PollerDuty.Console))
        {
            return;
        }

        app.Use(ConsoleGuard.AnswerAsync);
        // Named here, else they run before the guard, and a refusal carries nothing of it.
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use(ConsoleGuard.LeaveProgramsTheirProblemsAsync);
        app.UseAntiforgery();
        app.MapStaticAssets();

        // The guard's policy says the same for every answer; the framework's would be a second, and laxer.
        var pages = app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null);
        if (app.IsBehindIap())
        {
            pages.RequireIapHeader();
        }
    }

    /// <summary>Outside Development always; there where an audience is set, to rehearse it.</summary>
    public static bool IsBehindIap(this WebApplication app) =>
        !app.Environment.IsDevelopment()
        || app.Services.GetRequiredService<IOptions<ConsoleOptions>>().Value.IapAudience.Length > 0;
}
