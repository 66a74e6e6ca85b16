using CaseSync.GoogleMock.CloudTasks;
using CaseSync.GoogleMock.Delivery;
using CaseSync.GoogleMock.Rest;
using Microsoft.Extensions.Time.Testing;

namespace CaseSync.Tests.GoogleMock;

public sealed class TaskQueueTests
{
    private const string QueueName = "projects/p/locations/l/queues/q";

    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly RetryPolicy s_forever =
        new(-1, TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(600), 9);

    private readonly FakeTimeProvider _clock = new(s_start);

    [Fact]
    public void TakeDue_ScheduledTask_ComesWhenItsTimeComes()
    {
        var queue = NewQueue();
        Create(queue, "later", s_start.AddSeconds(30));
        Create(queue, "past", s_start.AddDays(-1));

        Assert.Equal("past", Assert.Single(queue.TakeDue()).Task.Id);
        Assert.Equal(s_start.AddSeconds(30), queue.NextDueAt());
        _clock.Advance(TimeSpan.FromSeconds(29.999));
        Assert.Empty(queue.TakeDue());
        _clock.Advance(TimeSpan.FromSeconds(0.001));
        Assert.Equal("later", Assert.Single(queue.TakeDue()).Task.Id);
        Assert.Empty(queue.TakeDue());
        Assert.Null(queue.NextDueAt());
    }

    [Fact]
    public void TakeDue_MoreThanMayRun_LeavesTheRestInOrder()
    {
        var queue = NewQueue(concurrent: 2);
        foreach (var id in (string[])["a", "b", "c", "d"])
        {
            Create(queue, id);
        }
        Assert.Equal(["a", "b"], Take(queue));
        Assert.Empty(queue.TakeDue());
        Assert.Null(queue.NextDueAt());
        Finish(queue, "b", 200);
        Assert.Equal(["c"], Take(queue));
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(299, true)]
    [InlineData(302, false)]
    [InlineData(400, false)]
    [InlineData(409, false)]
    [InlineData(500, false)]
    [InlineData(null, false)]
    public void Finish_OnlyTwoHundreds_AreDone(int? status, bool done)
    {
        var queue = NewQueue();
        Create(queue, "a");
        Take(queue);
        Finish(queue, "a", status);
        Assert.Equal(done ? 0 : 1, queue.All().Count);
        Assert.Equal(done ? null : s_start.AddSeconds(1), queue.NextDueAt());
    }

    [Fact]
    public void Finish_Failures_BackOffAndCount()
    {
        var queue = NewQueue();
        Create(queue, "a");
        foreach (var (wait, status) in ((int, int?)[])[(0, 500), (1, 400), (2, null), (4, 409)])
        {
            _clock.Advance(TimeSpan.FromSeconds(wait));
            Assert.Equal(["a"], Take(queue));
            Finish(queue, "a", status);
        }
        var task = Assert.Single(queue.All());
        Assert.Equal((4, 3, 2, 409), (task.Dispatches, task.Responses, task.Executions, task.PreviousStatus));
        Assert.Equal(s_start.AddSeconds(7 + 8), task.ScheduledAt);
        Assert.Equal(s_start, task.FirstAttemptAt);
    }

    [Fact]
    public void Finish_AttemptsSpent_DropsTheTask()
    {
        var queue = NewQueue(retry: s_forever with { AttemptsMax = 2 });
        Create(queue, "a");
        Take(queue);
        Finish(queue, "a", 500);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Take(queue);
        Finish(queue, "a", 500);
        Assert.Empty(queue.All());
    }

    [Fact]
    public void Task_ThirtyOneDaysOld_IsDropped()
    {
        var queue = NewQueue();
        Create(queue, "a");
        Take(queue);
        _clock.Advance(TimeSpan.FromDays(31) - TimeSpan.FromSeconds(2));
        Finish(queue, "a", 500);
        Assert.Single(queue.All());
        _clock.Advance(TimeSpan.FromSeconds(1));
        Take(queue);
        Finish(queue, "a", 500);
        Assert.Empty(queue.All());
    }

    [Fact]
    public void Task_ThatNeverRan_IsDroppedAfterThirtyOneDays()
    {
        var queue = NewQueue(concurrent: 1);
        Create(queue, "a");
        Create(queue, "b");
        Take(queue);
        _clock.Advance(TimeSpan.FromDays(31));
        Finish(queue, "a", 200);
        Assert.Empty(queue.TakeDue());
        Assert.Empty(queue.All());
    }

    [Theory]
    [InlineData(429, 0, 1)]
    [InlineData(503, 0, 1)]
    [InlineData(503, 20, 20)]
    [InlineData(500, 0, 0)]
    [InlineData(409, 20, 0)]
    public void Finish_Overload_SlowsTheWholeQueue(int status, int retryAfter, int seconds)
    {
        var queue = NewQueue(concurrent: 1);
        Create(queue, "a");
        Create(queue, "b");
        Take(queue);

        queue.Finish(Full("a"), new DeliveryOutcome(status, TimeSpan.FromSeconds(retryAfter)));

        Assert.Equal(s_start.AddSeconds(seconds), queue.NextDueAt());
        Assert.Equal(seconds == 0 ? ["b"] : [], Take(queue));
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(seconds == 0 ? [] : ["b"], Take(queue));
    }

    [Fact]
    public void Finish_OverloadAgain_SlowsTwiceAsLongUntilASuccess()
    {
        var queue = NewQueue();
        Create(queue, "a");
        Take(queue);
        Finish(queue, "a", 503);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Take(queue);
        Finish(queue, "a", 503);
        Create(queue, "b");
        Assert.Equal(s_start.AddSeconds(3), queue.NextDueAt());
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(["b", "a"], Take(queue));
        Finish(queue, "b", 200);
        Finish(queue, "a", 503);
        Create(queue, "c");
        Assert.Equal(s_start.AddSeconds(4), queue.NextDueAt());
    }

    [Fact]
    public void Create_NameInUseOrUsedWithinADay_AlreadyExists()
    {
        var queue = NewQueue();
        Create(queue, "a");
        AssertExists(queue, "a");
        Take(queue);
        Finish(queue, "a", 200);
        _clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromTicks(10));
        AssertExists(queue, "a");
        _clock.Advance(TimeSpan.FromTicks(10));
        Create(queue, "a");
    }

    [Fact]
    public void Delete_RunningTask_ForgetsHowItEnds()
    {
        var queue = NewQueue();
        Create(queue, "a");
        Take(queue);
        queue.Delete(Full("a"));
        Finish(queue, "a", 500);
        Assert.Empty(queue.All());
        Assert.Null(queue.NextDueAt());
        AssertExists(queue, "a");
    }

    [Fact]
    public void Delete_WaitingTask_IsNeverSent()
    {
        var queue = NewQueue();
        Create(queue, "a");
        queue.Delete(Full("a"));
        Assert.Empty(queue.TakeDue());
        Assert.Equal(404, Assert.Throws<GoogleApiException>(() => queue.Delete(Full("a"))).Code);
        Assert.Equal(404, Assert.Throws<GoogleApiException>(() => queue.Get(Full("a"))).Code);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "a b c d")]
    [InlineData(2, "b d")]
    public void TakeDue_DuplicateEvery_MarksFirstAttempts(int every, string twice)
    {
        var queue = NewQueue(duplicateEvery: every);
        foreach (var id in (string[])["a", "b", "c", "d"])
        {
            Create(queue, id);
        }
        Assert.Equal(twice, string.Join(' ', queue.TakeDue().Where(one => one.Twice).Select(one => one.Task.Id)));
        Finish(queue, "a", 500);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(Assert.Single(queue.TakeDue()).Twice);
    }

    private static string Full(string id) => $"{QueueName}/tasks/{id}";

    private static void Create(TaskQueue queue, string id, DateTimeOffset? at = null) => queue.Create(new NewTask(
        Full(id), new TaskRequest(new Uri("http://127.0.0.1/"), "POST", new Dictionary<string, string>(), null, null),
        at,
        TimeSpan.FromMinutes(10)));

    private static void AssertExists(TaskQueue queue, string id)
    {
        var error = Assert.Throws<GoogleApiException>(() => Create(queue, id));
        Assert.Equal(
            (409, "ALREADY_EXISTS", "Requested entity already exists"), (error.Code, error.Status, error.Message));
    }

    private static List<string> Take(TaskQueue queue) => [.. queue.TakeDue().Select(one => one.Task.Id)];

    private static void Finish(TaskQueue queue, string id, int? status) =>
        queue.Finish(Full(id), new DeliveryOutcome(status));

    private TaskQueue NewQueue(int concurrent = 10, int duplicateEvery = 0, RetryPolicy? retry = null) =>
        new(QueueName, new QueueSettings("q", concurrent, retry ?? s_forever), duplicateEvery, _clock);
}
