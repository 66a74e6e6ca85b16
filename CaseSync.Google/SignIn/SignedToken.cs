using Google.Apis.Auth;

namespace CaseSync.Google.SignIn;

/// <summary>Asks Google's library whether a token is signed by Google, for us, and in time.</summary>
internal static class SignedToken
{
    private static readonly TimeSpan s_clockTolerance = TimeSpan.FromSeconds(30);

    /// <param name="keys">Where the signer's keys are; the library's own choice when null.</param>
    public static SignedTokenVerificationOptions Demands(string issuer, string audience, Uri? keys)
    {
        var demands = new SignedTokenVerificationOptions
        {
            // The library skips a check whose list is empty; the options' validators rule out an empty audience.
            TrustedAudiences = { audience },
            TrustedIssuers = { issuer },
            IssuedAtClockTolerance = s_clockTolerance,
            ExpiryClockTolerance = s_clockTolerance,
        };
        if (keys is not null)
        {
            demands.CertificatesUrl = keys.AbsoluteUri;
        }

        return demands;
    }

    /// <summary>
    /// What is wrong with the token; else null, and the payload. Throws when the keys cannot be read.
    /// </summary>
    public static async Task<(string? Fault, TPayload? Payload)> ReadAsync<TPayload>(
        string token, SignedTokenVerificationOptions demands, CancellationToken cancel)
        where TPayload : JsonWebSignature.Payload
    {
        try
        {
            return (null, await JsonWebSignature.VerifySignedTokenAsync<TPayload>(token, demands, cancel));
        }
        catch (InvalidJwtException e)
        {
            return ($"its token is not valid: {e.Message}", null);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or Newtonsoft.Json.JsonException)
        {
            return ("its token is no JSON web token", null);
        }
    }
}
