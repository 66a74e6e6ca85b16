using System.Security.Cryptography;
using CaseSync.Core.Doors;
using Polly;
using Polly.Retry;

namespace CaseSync.ServiceDefaults.RemoteCalls;

/// <summary>How a request that may be repeated is repeated inside one call. Longer waits are the queue's.</summary>
public static class RemoteRepeats
{
    private const int RepeatsMax = 2;
    private static readonly TimeSpan s_firstWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_retryAfterMax = TimeSpan.FromSeconds(5);

    /// <summary>Chance for production: from the operating system, safe to share between threads.</summary>
    public static double SystemJitter() => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;

    internal static ResiliencePipeline Create(TimeProvider clock, Func<double> jitter) =>
        new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<RemoteCallException>(IsWorthRepeating),
                MaxRetryAttempts = RepeatsMax,
                BackoffType = DelayBackoffType.Exponential,
                Delay = s_firstWait,
                UseJitter = true,
                Randomizer = jitter,
                DelayGenerator = args => new((args.Outcome.Exception as RemoteCallException)?.RetryAfter),
            })
            .Build();

    // A system that did not answer in time is not helped by being asked again at once, one that says when to come back
    // is believed, and an answer that was too long will be as long again.
    private static bool IsWorthRepeating(RemoteCallException e) => e.Failure switch
    {
        RemoteFailure.Unavailable => !(e.RetryAfter > s_retryAfterMax)
            && e.InnerException is not (OperationCanceledException
                or HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }),
        RemoteFailure.Throttled => e.RetryAfter <= s_retryAfterMax,
        _ => false,
    };
}
