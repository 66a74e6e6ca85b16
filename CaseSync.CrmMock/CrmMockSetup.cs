using CaseSync.CrmMock.Api;
using CaseSync.CrmMock.Cases;
using CaseSync.CrmMock.Pages;
using CaseSync.ServiceDefaults.LocalRuns;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CaseSync.CrmMock;

internal static class CrmMockSetup
{
    // A comment of the full length, in any language, comes from the page as one message.
    private const int PageMessageBytesMax = 1024 * 1024;

    public static void AddCrmMock(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CrmMockOptions>().BindConfiguration(CrmMockOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<CrmMockOptions>, CrmMockOptionsValidator>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<AttachmentFiles>();
        builder.Services.AddSingleton<CaseStore>();
        builder.WebHost.UseStaticWebAssets(); // Outside Development too, when run from the build's output.
        builder.Services.AddScoped<CurrentPerson>();
        builder.Services.AddOutageSwitch();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents()
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = PageMessageBytesMax);
    }

    public static void MapCrmMock(this WebApplication app)
    {
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseWhen(
            http => http.Request.Path.StartsWithSegments("/api"),
            api => api.Use(ApiProblems.AnswerAsync));
        app.UseAntiforgery();
        app.MapCrmApi();
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
