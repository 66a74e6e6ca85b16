using System.Net;
using CaseSync.Poller;
using CaseSync.Poller.Console;
using CaseSync.Tests.Services;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;

namespace CaseSync.Tests.Operating;

/// <summary>Who may see the console, and what a page of another site may do with it.</summary>
public sealed class ConsoleAccessTests(IapIssuer issuer) : IClassFixture<IapIssuer>
{
    private static readonly string[] s_guarded =
    [
        "/", "/cases", "/cases/Z29vZ2xlOjE", "/refused", "/not-found", "/_blazor/initializers", "/api/overview",
        "/api/cases", "/api/refused", "/openapi/v1.json",
    ];

    public static TheoryData<string, IapClaims> WrongHeaders => new()
    {
        { "audience", new() { Audience = "/projects/123/locations/europe-west1/services/other" } },
        { "issuer", new() { Issuer = "https://accounts.google.com" } },
        { "nobody", new() { Subject = null } },
        { "expired", new() { IssuedIn = TimeSpan.FromSeconds(-600 - 40) } },
        { "not yet valid", new() { IssuedIn = TimeSpan.FromMinutes(2) } },
    };

    public static TheoryData<string> WrongSignatures =>
        ["none", "unsigned", "HS256", "key", "altered", "text", "empty"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Header_OfThePersonLetThrough_IsTakenEverywhere()
    {
        await using var console = await StartAsync();

        foreach (var path in s_guarded)
        {
            var status = await CallAsync(console, path, issuer.Sign(new IapClaims()));
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.NotFound, $"{path}: {status}");
        }
    }

    [Fact]
    public async Task NoHeader_IsRefusedEverywhere()
    {
        await using var console = await StartAsync();

        foreach (var path in s_guarded)
        {
            var status = await CallAsync(console, path, header: null);
            Assert.True(status == HttpStatusCode.Unauthorized, $"{path}: {status}");
        }
    }

    [Fact]
    public async Task Refusal_OfWhoIsNotLetThrough_IsGuardedAsEveryAnswerIs()
    {
        await using var console = await StartAsync();

        foreach (var path in s_guarded)
        {
            using var answer = await console.Client.GetAsync(path, Cancel);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal([ConsoleGuard.Policy], answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        }
    }

    [Fact]
    public async Task Audience_SetInDevelopment_IsCheckedThereToo()
    {
        await using var console = await ConsoleUnderTest.StartAsync(
            ("Console:IapAudience", IapIssuer.Audience), ("Console:IapKeysUrl", issuer.KeysUrl)); // It serves all.

        foreach (var path in s_guarded)
        {
            var status = await CallAsync(console, path, header: null);
            Assert.True(status == HttpStatusCode.Unauthorized, $"{path}: {status}");
        }

        Assert.Equal(HttpStatusCode.OK, await CallAsync(console, "/api/overview", issuer.Sign(new IapClaims())));
    }

    [Theory, MemberData(nameof(WrongHeaders))]
    public async Task Header_SaysSomethingElse_IsRefused(string what, IapClaims claims)
    {
        await using var console = await StartAsync();

        Assert.True(await CallAsync(console, "/", issuer.Sign(claims)) == HttpStatusCode.Unauthorized, what);
    }

    [Theory, MemberData(nameof(WrongSignatures))]
    public async Task Header_NotSignedByTheProxy_IsRefused(string how)
    {
        await using var console = await StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(console, "/", how switch
        {
            "none" => issuer.WithoutSignature("none"),
            "unsigned" => issuer.WithoutSignature("ES256"),
            "HS256" => issuer.SignWithThePublicKeyAsSecret(),
            "key" => issuer.SignWithAnotherKey(),
            "altered" => issuer.Altered(),
            "text" => "a.b.c",
            _ => "",
        }));
    }

    [Fact]
    public async Task Keys_Changed_AreReadAnew()
    {
        await using var proxy = new IapIssuer();
        await proxy.InitializeAsync();
        await using var console = await StartAsync(proxy.KeysUrl);
        Assert.Equal(HttpStatusCode.OK, await CallAsync(console, "/", proxy.Sign(new IapClaims())));

        proxy.Rotate();

        Assert.Equal(HttpStatusCode.OK, await CallAsync(console, "/", proxy.Sign(new IapClaims())));
    }

    [Fact]
    public async Task Health_BehindTheProxy_NeedsNoHeader()
    {
        await using var console = await StartAsync();

        Assert.Equal(HttpStatusCode.OK, await CallAsync(console, "/alive", header: null));
    }

    [Fact]
    public async Task Console_OfAPollerThatServesJobs_IsNotThere()
    {
        await using var console = await ConsoleUnderTest.StartAsync(("Poller:Serve", "Jobs"));

        Assert.Equal(HttpStatusCode.NotFound, await CallAsync(console, "/", header: null));
        Assert.Equal(HttpStatusCode.OK, await CallAsync(console, "/api/overview", header: null));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.NotFound)]
    [InlineData("Origin", "https://evil.test", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://localhost", HttpStatusCode.NotFound)]
    [InlineData("User-Agent", "curl", HttpStatusCode.NotFound)]
    public async Task Retry_FromAPageOfAnotherSite_IsRefused(string header, string value, HttpStatusCode status)
    {
        await using var console = await ConsoleUnderTest.StartAsync();
        using var call = new HttpRequestMessage(HttpMethod.Post, "/api/refused/Z29vZ2xlOjE:retry");
        call.Headers.Add(header, value);

        using var answer = await console.Client.SendAsync(call, Cancel);

        await SyncerEndpointTests.AssertProblemAsync(answer, status);
    }

    [Fact]
    public async Task Connection_FromAPageOfAnotherSite_IsRefused()
    {
        await using var console = await ConsoleUnderTest.StartAsync();
        using var call = new HttpRequestMessage(HttpMethod.Get, "/_blazor?id=1");
        call.Headers.Add("Upgrade", "websocket");
        call.Headers.Add("Origin", "https://evil.test");

        using var answer = await console.Client.SendAsync(call, Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("Production", PollerDuty.Console, "", false)]
    [InlineData("Production", PollerDuty.Console, IapIssuer.Audience, true)]
    [InlineData("Production", PollerDuty.Jobs, "", true)]
    [InlineData("Development", null, "", true)]
    public void Audience_Missing_StopsTheConsoleOutsideDevelopment(
        string environment, object? duty, string audience, bool starts)
    {
        var validator = new ConsoleOptionsValidator(
            new HostingEnvironment { EnvironmentName = environment },
            Options.Create(new PollerOptions { Serve = (PollerDuty?)duty }));

        var result = validator.Validate(null, new ConsoleOptions { IapAudience = audience });

        Assert.Equal(starts, result.Succeeded);
        Assert.Equal(
            !starts, result.FailureMessage?.StartsWith("Console__IapAudience", StringComparison.Ordinal) == true);
    }

    private Task<ConsoleUnderTest> StartAsync(string? keysUrl = null) => ConsoleUnderTest.StartAsync(
        ("Poller:Serve", "Console"), ("Console:IapAudience", IapIssuer.Audience),
        ("Console:IapKeysUrl", keysUrl ?? issuer.KeysUrl));

    private static async Task<HttpStatusCode> CallAsync(ConsoleUnderTest console, string path, string? header)
    {
        using var call = new HttpRequestMessage(HttpMethod.Get, path);
        if (header is not null)
        {
            call.Headers.TryAddWithoutValidation("X-Goog-IAP-JWT-Assertion", header);
        }

        using var answer = await console.Client.SendAsync(call, Cancel);
        return answer.StatusCode;
    }
}
