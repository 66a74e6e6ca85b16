using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace CaseSync.Tests.Operating;

/// <summary>What Identity-Aware Proxy's header says; by default of a person whom it let through just now.</summary>
public sealed record IapClaims
{
    public string Issuer { get; init; } = "https://cloud.google.com/iap";

    public string Audience { get; init; } = IapIssuer.Audience;

    public string? Subject { get; init; } = "accounts.google.com:118";

    public string Algorithm { get; init; } = "ES256";

    /// <summary>From now; it is valid for ten minutes from then on.</summary>
    public TimeSpan IssuedIn { get; init; }
}

/// <summary>Stands for Identity-Aware Proxy: has a key, publishes it on this machine, and signs headers.</summary>
public sealed class IapIssuer : IAsyncLifetime
{
    public const string Audience = "/projects/123/locations/europe-west1/services/casesync-console";

    private readonly WebApplication _app;
    private (string Id, ECDsa Key) _signing = ("k1", ECDsa.Create(ECCurve.NamedCurves.nistP256));

    public IapIssuer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel(server => server.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.MapGet("/keys", () =>
        {
            var point = _signing.Key.ExportParameters(includePrivateParameters: false).Q;
            return new
            {
                keys = new[]
                {
                    new
                    {
                        kid = _signing.Id,
                        kty = "EC",
                        alg = "ES256",
                        use = "sig",
                        crv = "P-256",
                        x = Encode(point.X!),
                        y = Encode(point.Y!),
                    },
                },
            };
        });
    }

    public string KeysUrl => $"{_app.Urls.Single()}/keys";

    public async ValueTask InitializeAsync() => await _app.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _signing.Key.Dispose();
    }

    /// <summary>From now on it signs with another key, and publishes that one alone.</summary>
    public void Rotate()
    {
        _signing.Key.Dispose();
        _signing = ("k2", ECDsa.Create(ECCurve.NamedCurves.nistP256));
    }

    public string Sign(IapClaims claims) => Sign(claims, _signing.Key);

    public string SignWithAnotherKey()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Sign(new IapClaims(), other);
    }

    /// <summary>The old trick: an algorithm whose secret is the key that everybody knows.</summary>
    public string SignWithThePublicKeyAsSecret()
    {
        var text = Text(new IapClaims { Algorithm = "HS256" });
        var signature = HMACSHA256.HashData(
            _signing.Key.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(text));
        return $"{text}.{Encode(signature)}";
    }

    public string WithoutSignature(string algorithm) => $"{Text(new IapClaims { Algorithm = algorithm })}.";

    /// <summary>As signed, but then it names somebody else.</summary>
    public string Altered()
    {
        var signed = Sign(new IapClaims()).Split('.');
        return $"{Text(new IapClaims { Subject = "accounts.google.com:119" })}.{signed[2]}";
    }

    private string Sign(IapClaims claims, ECDsa key)
    {
        var text = Text(claims);
        return $"{text}.{Encode(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
    }

    // The library that checks reads the machine's clock, so these are made by it too.
    private string Text(IapClaims claims)
    {
        var issued = (TimeProvider.System.GetUtcNow() + claims.IssuedIn).ToUnixTimeSeconds();
        var header = JsonSerializer.SerializeToUtf8Bytes(
            new { alg = claims.Algorithm, kid = _signing.Id, typ = "JWT" });
        var payload = JsonSerializer.SerializeToUtf8Bytes(new
        {
            iss = claims.Issuer,
            aud = claims.Audience,
            sub = claims.Subject,
            email = "ann@example.com",
            iat = issued,
            exp = issued + 600,
        });
        return $"{Encode(header)}.{Encode(payload)}";
    }

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
