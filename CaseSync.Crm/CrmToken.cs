using CaseSync.Core.Doors;
using CaseSync.ServiceDefaults.RemoteCalls;

namespace CaseSync.Crm;

/// <summary>The CRM's token, from a setting or from a file that whoever rotates it writes.</summary>
/// <param name="scheme">Of the Authorization header.</param>
internal sealed class CrmToken(CrmOptions options, string scheme = "Bearer")
{
    private BearerToken? _token =
        string.IsNullOrEmpty(options.Token) ? null : new BearerToken(options.Token) { Scheme = scheme };

    public async ValueTask<BearerToken?> GetAsync(BearerToken? refused, CancellationToken cancel)
    {
        if (!string.IsNullOrEmpty(options.TokenFile) && (_token is null || refused is not null))
        {
            _token = await ReadAsync(options.TokenFile, cancel);
        }
        return _token;
    }

    private async Task<BearerToken> ReadAsync(string path, CancellationToken cancel)
    {
        try
        {
            return new BearerToken((await File.ReadAllTextAsync(path, cancel)).Trim()) { Scheme = scheme };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RemoteCallException(
                "company", "sign-in", RemoteFailure.Denied, $"company sign-in cannot read Crm__TokenFile '{path}'", e);
        }
    }
}
