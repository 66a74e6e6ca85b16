using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CaseSync.Google.SignIn;

/// <summary>What the check of Identity-Aware Proxy's header must know.</summary>
public sealed class IapOptions : AuthenticationSchemeOptions
{
    public const string SchemeName = "IdentityAwareProxy";

    public string Audience { get; set; } = "";

    /// <summary>Google's own when null.</summary>
    public Uri? KeysUrl { get; set; }
}

public static class IapAuthenticationExtensions
{
    private static readonly AuthorizationPolicy s_policy =
        new AuthorizationPolicyBuilder(IapOptions.SchemeName).RequireAuthenticatedUser().Build();

    /// <summary>Adds the check; the scheme's options are the caller's to configure.</summary>
    public static IServiceCollection AddIapAuthentication(this IServiceCollection services)
    {
        services.AddAuthorization();
        services.AddAuthentication().AddScheme<IapOptions, IapHandler>(IapOptions.SchemeName, null);
        services.AddSingleton(provider => new IapTokenCheck(
            provider.GetRequiredService<IOptionsMonitor<IapOptions>>().Get(IapOptions.SchemeName),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary>Only people whom Identity-Aware Proxy let through reach these endpoints; others get 401.</summary>
    public static TBuilder RequireIapHeader<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.RequireAuthorization(s_policy);
}

internal sealed class IapHandler(
    IOptionsMonitor<IapOptions> schemes, ILoggerFactory logs, UrlEncoder encoder, IapTokenCheck check)
    : AuthenticationHandler<IapOptions>(schemes, logs, encoder)
{
    // The others that it sends (X-Goog-Authenticated-User-…) are not signed: whoever reaches us past it could write
    // them.
    private const string Header = "X-Goog-IAP-JWT-Assertion";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (await check.FindFaultAsync(Request.Headers[Header].ToString(), Context.RequestAborted) is { } fault)
        {
            Logger.RefusedIapToken(Request.Path, fault);
            return AuthenticateResult.Fail(fault);
        }

        var person = new ClaimsPrincipal(new ClaimsIdentity(IapOptions.SchemeName));
        return AuthenticateResult.Success(new AuthenticationTicket(person, IapOptions.SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        const string Detail = "This address takes what comes through Identity-Aware Proxy only.";
        return Results.Problem(Detail, statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(Context);
    }
}
