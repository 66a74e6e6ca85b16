using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CaseSync.ServiceDefaults.RemoteCalls;

public static class RemoteApiExtensions
{
    private const string RequestTimeoutKey = "Sync:RequestTimeout";
    private static readonly TimeSpan s_requestTimeoutMax = TimeSpan.FromMinutes(5);

    /// <summary>The client of one system, with the time limit of <c>Sync__RequestTimeout</c>.</summary>
    public static RemoteApi CreateRemoteApi(
        this IServiceProvider services, string system, Uri baseAddress, BearerTokenSource? token) => new(
            RemoteHttp.Create(baseAddress, token), system, services.GetRequiredService<IConfiguration>().GetRemoteLimits(),
            services.GetService<TimeProvider>() ?? TimeProvider.System, RemoteRepeats.SystemJitter);

    internal static RemoteLimits GetRemoteLimits(this IConfiguration configuration)
    {
        var timeout = configuration.GetValue(RequestTimeoutKey, RemoteLimits.RequestTimeoutDefault);
        return timeout > TimeSpan.Zero && timeout <= s_requestTimeoutMax
            ? new RemoteLimits(timeout)
            : throw new InvalidOperationException(
                $"Sync__RequestTimeout is {timeout:c}; it takes more than 00:00:00 and at most {s_requestTimeoutMax:c}.");
    }
}
