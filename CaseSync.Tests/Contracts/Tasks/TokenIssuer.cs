using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace CaseSync.Tests.Contracts.Tasks;

/// <summary>What a token says; by default what Google's token for the queue says.</summary>
public sealed record TokenClaims
{
    public string Issuer { get; init; } = "https://accounts.google.com";

    public string Audience { get; init; } = "https://casesync.test";

    public string? Email { get; init; } = "queue@p.test";

    public bool EmailVerified { get; init; } = true;

    /// <summary>From now; it is valid for an hour from then on.</summary>
    public TimeSpan IssuedIn { get; init; }
}

/// <summary>Stands for Google: has a key, publishes it on this machine, and signs tokens.</summary>
public sealed class TokenIssuer : IAsyncLifetime
{
    private const string KeyId = "k1";

    private readonly RSA _key = RSA.Create(2048);
    private readonly WebApplication _app;

    public TokenIssuer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel(server => server.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        var key = _key.ExportParameters(includePrivateParameters: false);
        var (modulus, exponent) = (Encode(key.Modulus!), Encode(key.Exponent!));
        _app.MapGet("/certs", () => new
        {
            keys = new[] { new { kid = KeyId, kty = "RSA", alg = "RS256", use = "sig", n = modulus, e = exponent } },
        });
    }

    public string CertificatesUrl => $"{_app.Urls.Single()}/certs";

    public async ValueTask InitializeAsync() => await _app.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    public string Sign(TokenClaims claims) => Sign(claims, _key);

    public static string SignWithAnotherKey()
    {
        using var other = RSA.Create(2048);
        return Sign(new TokenClaims(), other);
    }

    /// <summary>
    /// The old trick: the algorithm is changed to one whose secret would be the key that everybody knows.
    /// </summary>
    public string SignWithThePublicKeyAsSecret()
    {
        var text = Text("HS256", new TokenClaims());
        var signature = HMACSHA256.HashData(_key.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(text));
        return $"{text}.{Encode(signature)}";
    }

    public static string WithSignature(string algorithm, string signature, TokenClaims? claims = null) =>
        $"{Text(algorithm, claims ?? new TokenClaims())}.{signature}";

    private static string Sign(TokenClaims claims, RSA key)
    {
        var text = Text("RS256", claims);
        var signature = key.SignData(
            Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{text}.{Encode(signature)}";
    }

    // The library that checks tokens reads the machine's clock, so these are made by it too.
    private static string Text(string algorithm, TokenClaims claims)
    {
        var issued = (TimeProvider.System.GetUtcNow() + claims.IssuedIn).ToUnixTimeSeconds();
        var header = JsonSerializer.SerializeToUtf8Bytes(new { alg = algorithm, kid = KeyId, typ = "JWT" });
        var payload = JsonSerializer.SerializeToUtf8Bytes(new
        {
            iss = claims.Issuer,
            aud = claims.Audience,
            email = claims.Email,
            email_verified = claims.EmailVerified,
            iat = issued,
            exp = issued + 3600,
        });
        return $"{Encode(header)}.{Encode(payload)}";
    }

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
