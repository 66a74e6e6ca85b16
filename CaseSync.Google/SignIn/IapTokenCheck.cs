using Google.Apis.Auth;
using Google.Apis.Auth.OAuth2;

namespace CaseSync.Google.SignIn;

/// <summary>Whether a token is one that Identity-Aware Proxy made, for a person that it let through to us.</summary>
internal sealed class IapTokenCheck(IapOptions options, TimeProvider clock)
{
    private const string Issuer = "https://cloud.google.com/iap";

    // What fails with the keys that we have may be signed with one made since; whoever sends forged ones must not
    // make us read the keys each time.
    private static readonly TimeSpan s_reloadEvery = TimeSpan.FromMinutes(1);
    private static readonly Uri s_keys = new(GoogleAuthConsts.IapKeySetUrl);

    private readonly Lock _lock = new();
    private long? _reloadedAt;
    private int _generation;

    // The library keeps keys for an hour, by their address, and cannot be told to read them anew. A fragment is part
    // of the address, but never sent.
    private Uri Keys => new($"{(options.KeysUrl ?? s_keys).AbsoluteUri}#{_generation}");

    /// <summary>
    /// What is wrong with the token; null when nothing is. Throws when Google's keys cannot be read: that is not the
    /// caller's fault.
    /// </summary>
    public async Task<string?> FindFaultAsync(string? token, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(token))
        {
            return "it has no signed header of Identity-Aware Proxy";
        }

        var fault = await FindFaultAsync(token, Keys, cancel);
        return fault is not null && TryReload() ? await FindFaultAsync(token, Keys, cancel) : fault;
    }

    private async Task<string?> FindFaultAsync(string token, Uri keys, CancellationToken cancel)
    {
        var demands = SignedToken.Demands(Issuer, options.Audience, keys);
        var (fault, payload) = await SignedToken.ReadAsync<JsonWebSignature.Payload>(token, demands, cancel);
        return fault ?? (payload?.Subject is { Length: > 0 } ? null : "its token names nobody");
    }

    private bool TryReload()
    {
        lock (_lock)
        {
            if (_reloadedAt is { } last && clock.GetElapsedTime(last) < s_reloadEvery)
            {
                return false;
            }

            (_reloadedAt, _generation) = (clock.GetTimestamp(), _generation + 1);
            return true;
        }
    }
}
