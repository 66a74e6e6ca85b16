using System.Net.Http.Headers;
using CaseSync.Core.Doors;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;

namespace CaseSync.Storage.Datastore;

/// <summary>Signs each request with the application default credentials; the emulator's are not signed.</summary>
internal sealed class GoogleAccessTokenHandler(DatastoreEndpoint endpoint, ITokenAccess? credential = null)
    : DelegatingHandler
{
    private const string Scope = "https://www.googleapis.com/auth/datastore";

    // It holds and refreshes its own token.
    private ITokenAccess? _credential = credential;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!endpoint.IsEmulator)
        {
            var token = await GetTokenAsync(cancellationToken);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return await base.SendAsync(request, cancellationToken);
    }

    private async Task<string> GetTokenAsync(CancellationToken cancel)
    {
        try
        {
            _credential ??= await FindCredentialAsync(cancel);
            return await _credential.GetAccessTokenForRequestAsync(cancellationToken: cancel);
        }
        catch (Exception e) when (e is TokenResponseException or InvalidOperationException)
        {
            throw new RemoteCallException("store", "signIn", RemoteFailure.Denied,
                "Datastore: Google's application default credentials gave no access token.", e);
        }
    }

    private static async Task<ITokenAccess> FindCredentialAsync(CancellationToken cancel)
    {
        var credential = await GoogleCredential.GetApplicationDefaultAsync(cancel);
        return credential.IsCreateScopedRequired ? credential.CreateScoped(Scope) : credential;
    }
}
