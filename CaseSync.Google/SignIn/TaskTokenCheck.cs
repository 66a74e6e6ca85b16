using System.Buffers.Text;
using System.Text.Json;
using CaseSync.Google.CloudTasks;
using Google.Apis.Auth;

namespace CaseSync.Google.SignIn;

/// <summary>Whether a token is one that Google made for the queue's account, to call us.</summary>
internal sealed class TaskTokenCheck(TasksOptions options)
{
    private const string Issuer = "https://accounts.google.com";

    /// <summary>
    /// What is wrong with the token; null when nothing is. Throws when Google's keys cannot be read: the call is tried
    /// again.
    /// </summary>
    public async Task<string?> FindFaultAsync(string? token, CancellationToken cancel) => (options.Auth, token) switch
    {
        (TasksAuth.None, _) => null,
        (_, null or "") => "it has no bearer token",
        (TasksAuth.Oidc, _) => await FindFaultOfSignedAsync(token, cancel),
        (TasksAuth.CloudRun, _) => FindFaultOfStripped(token),
        _ => throw new InvalidOperationException($"Tasks__Auth {options.Auth} is not known."),
    };

    private async Task<string?> FindFaultOfSignedAsync(string token, CancellationToken cancel)
    {
        var demands = SignedToken.Demands(Issuer, options.Audience, options.CertificatesUrl);
        var (fault, payload) = await SignedToken.ReadAsync<GoogleJsonWebSignature.Payload>(token, demands, cancel);
        return fault ?? FindFaultOfAccount(payload?.Email, payload?.EmailVerified == true);
    }

    // Cloud Run checked signature, audience and expiry, and put a text in the signature's place.
    private string? FindFaultOfStripped(string token)
    {
        try
        {
            using var payload = JsonDocument.Parse(
                Base64Url.DecodeFromChars(token.Split('.') is [_, var middle, _] ? middle : ""));
            var claims = payload.RootElement;
            return FindFaultOfAccount(
                claims.TryGetProperty("email", out var email) ? email.GetString() : null,
                claims.TryGetProperty("email_verified", out var verified) && verified.GetBoolean());
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            return "its token is no JSON web token";
        }
    }

    private string? FindFaultOfAccount(string? email, bool isVerified) => (isVerified, email) switch
    {
        (false, _) => "its token's e-mail is not verified",
        _ when string.Equals(email, options.ServiceAccount, StringComparison.OrdinalIgnoreCase) => null,
        _ => $"its token is of {email ?? "nobody"}, not of {options.ServiceAccount}",
    };
}
