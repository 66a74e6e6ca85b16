using CaseSync.GoogleMock.Delivery;

namespace CaseSync.GoogleMock.CloudTasks;

/// <summary>
/// The queue that the schedule file describes; it stands under every project and location that asks for it.
/// </summary>
internal sealed record QueueSettings(string Id, int ConcurrentDispatchesMax, RetryPolicy Retry);
