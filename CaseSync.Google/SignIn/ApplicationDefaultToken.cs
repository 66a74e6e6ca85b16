using CaseSync.Core.Doors;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;
using BearerToken = CaseSync.ServiceDefaults.RemoteCalls.BearerToken;

namespace CaseSync.Google.SignIn;

/// <summary>
/// The access token of the account that the service runs as: its own on Cloud Run, a developer's by
/// <c>gcloud auth application-default login</c>. The library keeps it and renews it before it expires.
/// </summary>
/// <param name="system">Whose API the token is for, as failures name it.</param>
internal sealed class ApplicationDefaultToken(string system)
{
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    private GoogleCredential? _credential;

    public async ValueTask<BearerToken?> GetAsync(BearerToken? refused, CancellationToken cancel)
    {
        try
        {
            var credential = _credential ??=
                (await GoogleCredential.GetApplicationDefaultAsync(cancel)).CreateScoped(Scope);
            if (refused is not null)
            {
                await RenewAsync(credential, cancel);
            }
            // Besides the token this gives x-goog-user-project, without which a developer's own account is refused.
            var token = await ((ITokenAccessWithHeaders)credential)
                .GetAccessTokenWithHeadersForRequestAsync(authUri: null, cancellationToken: cancel);
            return new BearerToken(token.AccessToken)
            {
                Headers = token.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value)),
            };
        }
        catch (InvalidOperationException e)
        {
            throw Failed(RemoteFailure.Denied, "found no application default credentials", e);
        }
        catch (TokenResponseException e)
        {
            var failure = (int?)e.StatusCode is null or >= 500 or 429
                ? RemoteFailure.Unavailable
                : RemoteFailure.Denied;
            throw Failed(failure, $"got no token: {e.Error?.Error ?? "no reason given"}", e);
        }
        catch (HttpRequestException e)
        {
            throw Failed(RemoteFailure.Unavailable, "could not reach the token server", e);
        }
    }

    // A token can be revoked before its time; the library would go on sending it.
    private static Task RenewAsync(GoogleCredential credential, CancellationToken cancel) =>
        credential.UnderlyingCredential switch
        {
            ServiceCredential service => service.RequestAccessTokenAsync(cancel),
            UserCredential user => user.RefreshTokenAsync(cancel),
            _ => Task.CompletedTask,
        };

    private RemoteCallException Failed(RemoteFailure failure, string what, Exception inner) =>
        new(system, "sign-in", failure, $"{system} sign-in {what}", inner);
}
