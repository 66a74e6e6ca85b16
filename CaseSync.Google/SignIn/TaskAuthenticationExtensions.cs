using System.Security.Claims;
using System.Text.Encodings.Web;
using CaseSync.Google.CloudTasks;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CaseSync.Google.SignIn;

public static class TaskAuthenticationExtensions
{
    private static readonly AuthorizationPolicy s_policy =
        new AuthorizationPolicyBuilder(TaskTokenHandler.SchemeName).RequireAuthenticatedUser().Build();

    /// <summary>Adds the check of the queue's and the scheduler's tokens (<c>Tasks__Auth</c>).</summary>
    public static TBuilder AddTaskAuthentication<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        var services = builder.Services;
        services.AddTasksOptions();
        services.AddAuthorization();
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, TaskTokenHandler>(TaskTokenHandler.SchemeName, null);
        return builder;
    }

    /// <summary>
    /// Only calls with the queue's token reach these endpoints, before their body is read; others get 401.
    /// </summary>
    public static TBuilder RequireTaskToken<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.RequireAuthorization(s_policy);
}

internal sealed class TaskTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> schemes, ILoggerFactory logs, UrlEncoder encoder,
    IOptions<TasksOptions> options)
    : AuthenticationHandler<AuthenticationSchemeOptions>(schemes, logs, encoder)
{
    public const string SchemeName = "TaskToken";
    private const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        var token = header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            ? header[Prefix.Length..].Trim()
            : null;
        if (await new TaskTokenCheck(options.Value).FindFaultAsync(token, Context.RequestAborted) is { } fault)
        {
            Logger.RefusedTaskToken(Request.Path, fault);
            return AuthenticateResult.Fail(fault);
        }
        var queue = new ClaimsPrincipal(new ClaimsIdentity(SchemeName));
        return AuthenticateResult.Success(new AuthenticationTicket(queue, SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        const string Detail = "This address takes calls with the token of the queue's account only.";
        return Results.Problem(Detail, statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(Context);
    }
}
