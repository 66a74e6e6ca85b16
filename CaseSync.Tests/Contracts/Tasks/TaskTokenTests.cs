using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using CaseSync.Google.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CaseSync.Tests.Contracts.Tasks;

public sealed class TaskTokenTests(TokenIssuer issuer) : IClassFixture<TokenIssuer>
{
    public static TheoryData<string, TokenClaims> WrongTokens => new()
    {
        { "audience", new() { Audience = "https://other.test" } },
        { "issuer", new() { Issuer = "https://evil.test" } },
        { "account", new() { Email = "somebody@p.test" } },
        { "no account", new() { Email = null } },
        { "not verified", new() { EmailVerified = false } },
        { "expired", new() { IssuedIn = TimeSpan.FromHours(-2) } },
        { "just expired", new() { IssuedIn = TimeSpan.FromSeconds(-3600 - 40) } },
        { "not yet valid", new() { IssuedIn = TimeSpan.FromMinutes(2) } },
    };

    public static TheoryData<string> WrongSignatures => ["none", "HS256", "key", "stripped", "text", "empty"];

    [Fact]
    public async Task Token_OfTheQueue_IsTaken() =>
        Assert.Equal(HttpStatusCode.OK, await CallAsync(issuer.Sign(new TokenClaims())));

    [Fact]
    public async Task Token_WithinTheClocksTolerance_IsTaken()
    {
        var soon = new TokenClaims { IssuedIn = TimeSpan.FromSeconds(20) };
        var justOver = new TokenClaims { IssuedIn = TimeSpan.FromSeconds(-3600 - 10) };
        Assert.Equal(HttpStatusCode.OK, await CallAsync(issuer.Sign(soon)));
        Assert.Equal(HttpStatusCode.OK, await CallAsync(issuer.Sign(justOver)));
    }

    [Theory, MemberData(nameof(WrongTokens))]
    public async Task Token_SaysSomethingElse_IsRefused(string what, TokenClaims claims) =>
        Assert.True(await CallAsync(issuer.Sign(claims)) == HttpStatusCode.Unauthorized, what);

    [Theory, MemberData(nameof(WrongSignatures))]
    public async Task Token_NotSignedByGoogle_IsRefused(string how) =>
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(how switch
        {
            "none" => TokenIssuer.WithSignature("none", ""),
            "HS256" => issuer.SignWithThePublicKeyAsSecret(),
            "key" => TokenIssuer.SignWithAnotherKey(),
            "stripped" => TokenIssuer.WithSignature("RS256", "SIGNATURE_REMOVED_BY_GOOGLE"),
            "text" => "a.b.c",
            _ => "",
        }));

    [Fact]
    public async Task Call_WithoutAToken_GetsProblemDetailsBeforeItsBodyIsRead()
    {
        await using var app = await StartAsync("Oidc");
        var answer = await app.GetTestClient().PostAsync(
            "/tasks/work", new StringContent("not json", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Call_ElsewhereInTheService_NeedsNoToken()
    {
        await using var app = await StartAsync("Oidc");
        Assert.Equal("open", await app.GetTestClient().GetStringAsync("/health"));
    }

    [Fact]
    public async Task Keys_CannotBeRead_IsNotTheCallersFault()
    {
        await using var app = await StartAsync("Oidc", "http://127.0.0.1:9/certs"); // Nobody listens there.
        Assert.Equal(HttpStatusCode.InternalServerError, await CallAsync(app, issuer.Sign(new TokenClaims())));
    }

    [Theory]
    [InlineData("queue@p.test", HttpStatusCode.OK)]
    [InlineData("somebody@p.test", HttpStatusCode.Unauthorized)]
    public async Task BehindCloudRun_TokenWithoutItsSignature_IsTakenFromTheQueueAlone(
        string email, HttpStatusCode status)
    {
        await using var app = await StartAsync("CloudRun");
        var claims = new TokenClaims { Email = email };
        var token = TokenIssuer.WithSignature("RS256", "SIGNATURE_REMOVED_BY_GOOGLE", claims);
        Assert.Equal(status, await CallAsync(app, token));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(app, "a.b.c"));
    }

    [Fact]
    public async Task NoSignIn_InDevelopment_TakesEveryCall()
    {
        await using var app = await StartAsync("None");
        Assert.Equal(HttpStatusCode.OK, await CallAsync(app, ""));
    }

    [Theory]
    [InlineData("Auth", "None", "Tasks__Auth is None; outside Development it takes Oidc or CloudRun.")]
    [InlineData("ServiceAccount", "", "Tasks__ServiceAccount is ''; it takes the e-mail of a service account.")]
    [InlineData("Audience", "", "Tasks__Audience is empty; it takes the audience of the queue's tokens")]
    public void Setting_IsWrong_StopsWithItsSentence(string key, string value, string sentence)
    {
        using var host = Build("Production", new(Settings("Oidc")) { [$"Tasks:{key}"] = value }) as IDisposable;
        var e = Assert.Throws<OptionsValidationException>(() =>
            ((WebApplication)host!).Services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains(sentence, e.Message, StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> CallAsync(string token)
    {
        await using var app = await StartAsync("Oidc");
        return await CallAsync(app, token);
    }

    private static async Task<HttpStatusCode> CallAsync(WebApplication app, string token)
    {
        using var call = new HttpRequestMessage(HttpMethod.Post, "/tasks/work");
        call.Content = JsonContent.Create(new { v = 1 });
        call.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return (await app.GetTestClient().SendAsync(call)).StatusCode;
    }

    private Dictionary<string, string?> Settings(string auth, string? certificates = null) => new()
    {
        ["Tasks:Auth"] = auth,
        ["Tasks:ServiceAccount"] = "queue@p.test",
        ["Tasks:Audience"] = "https://casesync.test",
        ["Tasks:CertificatesUrl"] = certificates ?? issuer.CertificatesUrl,
    };

    private async Task<WebApplication> StartAsync(string auth, string? certificates = null)
    {
        var app = Build("Development", Settings(auth, certificates));
        app.MapGet("/health", () => "open");
        app.MapGroup("/tasks").RequireTaskToken().MapPost("/work", (Dictionary<string, int> body) => Results.Ok(body));
        await app.StartAsync();
        return app;
    }

    private static WebApplication Build(string environment, Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(settings);
        return builder.AddTaskAuthentication().Build();
    }
}
