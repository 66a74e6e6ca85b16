using Microsoft.Extensions.Options;

namespace CaseSync.GoogleMock.CloudTasks;

/// <summary>Section <c>Queue</c>.</summary>
internal sealed class QueueOptions
{
    /// <summary>
    /// Every so-manyth task is delivered twice at the same time, as "at least once" allows; 0: none is.
    /// </summary>
    public int DuplicateEvery { get; set; }
}

internal sealed class QueueOptionsValidator : IValidateOptions<QueueOptions>
{
    public ValidateOptionsResult Validate(string? name, QueueOptions options) => options.DuplicateEvery >= 0
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"Queue__DuplicateEvery is {options.DuplicateEvery}; it takes 0 (never) or more.");
}
