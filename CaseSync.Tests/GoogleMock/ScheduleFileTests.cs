using CaseSync.GoogleMock.CloudScheduler;
using CaseSync.GoogleMock.CloudTasks;
using CaseSync.GoogleMock.CustomerCare;
using CaseSync.GoogleMock.Delivery;
using Microsoft.Extensions.Options;

namespace CaseSync.Tests.GoogleMock;

public sealed class ScheduleFileTests
{
    private static readonly string s_text = File.ReadAllText(
        Path.Combine(AppContext.BaseDirectory, "deploy", "schedule.json"));

    [Theory]
    [InlineData("PollGoogleForUpdates", "/tasks/poll-google", "2026-03-01T12:01:00Z", 50, 4, 0, 5, 20, 2)]
    [InlineData("PollCompanyForUpdates", "/tasks/poll-company", "2026-03-01T12:01:00Z", 50, 4, 0, 5, 20, 2)]
    [InlineData("DetectOutages", "/tasks/detect-outages", "2026-03-01T12:05:00Z", 60, 4, 0, 30, 120, 2)]
    [InlineData("CleanUpCaseMappings", "/tasks/clean-up", "2026-03-02T03:00:00Z", 1800, 6, 86_400, 60, 3600, 6)]
    public void File_OfThisRepository_HasTheFourJobs(
        string name, string path, string next, int deadline, int attempts, int duration, int min, int max,
        int doublings)
    {
        var file = ScheduleFile.Parse(s_text);
        Assert.Equal(4, file.Jobs.Count);
        var job = file.Jobs.Single(one => one.Name == name);
        Assert.Equal((path, TimeSpan.FromSeconds(deadline)), (job.Path, job.AttemptDeadline));
        Assert.Equal(Policy(attempts, duration, min, max, doublings), job.Retry);
        var start = MockGoogle.Start.AddSeconds(1);
        Assert.Equal(DateTimeOffset.Parse(next, null), job.NextSlot(start, start));
    }

    [Fact]
    public void File_OfThisRepository_HasAQueueThatNeverGivesUp()
    {
        var queue = ScheduleFile.Parse(s_text).Queue;
        Assert.Equal(("casesync", 16), (queue.Id, queue.ConcurrentDispatchesMax));
        Assert.Equal(Policy(-1, 0, 1, 600, 9), queue.Retry);
    }

    [Theory]
    [InlineData("* * * * *", "12:00:30", "12:01:00")]
    [InlineData("*/20 * * * *", "12:20:00", "12:40:00")]
    [InlineData("7,9 12-13 * * *", "12:08:00", "12:09:00")]
    [InlineData("15 12 * * *", "12:15:01", "1.12:15:00")]
    public void NextSlot_OfACron_IsTheNextAfterNow(string cron, string now, string next)
    {
        var job = Job(cron);
        var day = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(day + TimeSpan.Parse(next, null), job.NextSlot(day, day + TimeSpan.Parse(now, null)));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(4.999, 5)]
    [InlineData(5, 10)]
    [InlineData(23, 25)]
    public void NextSlot_Overridden_KeepsTheRhythmAndSkipsWhatPassed(double now, double next)
    {
        var job = Job("0 3 * * *") with { Every = TimeSpan.FromSeconds(5) };
        Assert.Equal(
            MockGoogle.Start.AddSeconds(next), job.NextSlot(MockGoogle.Start, MockGoogle.Start.AddSeconds(now)));
    }

    [Fact]
    public void NextAttempt_Overridden_GivesWayToTheNextSlot()
    {
        var job = Job("* * * * *");
        var now = MockGoogle.Start.AddSeconds(1);
        Assert.Equal(now.AddSeconds(5), job.NextAttemptAt(1, MockGoogle.Start, MockGoogle.Start, now));
        Assert.Null(
            (job with { Every = TimeSpan.FromSeconds(6) }).NextAttemptAt(1, MockGoogle.Start, MockGoogle.Start, now));
        Assert.NotNull(
            (job with { Every = TimeSpan.FromSeconds(7) }).NextAttemptAt(1, MockGoogle.Start, MockGoogle.Start, now));
    }

    [Theory]
    [InlineData("\"* * * * *\"", "\"every minute\"")]
    [InlineData("\"50s\"", "\"14s\"")]
    [InlineData("\"50s\"", "\"1801s\"")]
    [InlineData("\"50s\"", "\"50\"")]
    [InlineData("\"5s\"", "\"0s\"")]
    [InlineData("\"5s\"", "\"0.5s\"")]
    [InlineData("\"5s\"", "\"21s\"")]
    [InlineData("\"retryCount\": 3", "\"retryCount\": 6")]
    [InlineData("\"Etc/UTC\"", "\"Europe/Berlin\"")]
    [InlineData("\"/tasks/clean-up\"", "\"tasks/clean-up\"")]
    [InlineData("\"maxAttempts\": -1", "\"maxAttempts\": 0")]
    [InlineData("\"maxConcurrentDispatches\": 16", "\"maxConcurrentDispatches\": 5001")]
    [InlineData("\"name\": \"casesync\"", "\"name\": \"case_sync\"")]
    public void Parse_OutsideGooglesLimits_IsRefused(string from, string to)
    {
        Assert.Contains(from, s_text, StringComparison.Ordinal);
        Assert.ThrowsAny<FormatException>(() => ScheduleFile.Parse(s_text.Replace(from, to, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("\"path\"", "\"uri\"")]
    [InlineData("\"queue\"", "\"queues\"")]
    public void Parse_UnknownOrMissingField_IsRefused(string from, string to) =>
        Assert.Throws<System.Text.Json.JsonException>(
            () => ScheduleFile.Parse(s_text.Replace(from, to, StringComparison.Ordinal)));

    [Fact]
    public void Override_OfNoJob_IsRefused()
    {
        var error = Assert.Throws<OptionsValidationException>(
            () => ScheduleFile.Parse(s_text)
            .Override(new Dictionary<string, TimeSpan> { ["Poll"] = TimeSpan.FromSeconds(1) }));
        Assert.Contains("Schedule__Every__Poll", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoSuchFile_SaysSo()
    {
        var error = Assert.Throws<OptionsValidationException>(() => ScheduleFile.Read("/nowhere/schedule.json", "/"));
        Assert.Contains("Schedule__File is /nowhere/schedule.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FileOfAnotherKind_SaysSo()
    {
        var path = typeof(ScheduleFile).Assembly.Location;
        var error = Assert.Throws<OptionsValidationException>(() => ScheduleFile.Read(path, "/"));
        Assert.StartsWith($"Schedule__File is {path}, which cannot be read: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://x.test/")]
    [InlineData("relative")]
    public void Options_PollerAddress_MustBeHttp(string address)
    {
        var result = new ScheduleOptionsValidator().Validate(
            null, new ScheduleOptions { PollerAddress = new Uri(address, UriKind.RelativeOrAbsolute) });
        Assert.StartsWith("Schedule__PollerAddress is ", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_Wrong_AreSaidByTheirNames()
    {
        Assert.Equal("Care__AttachmentBytesMax is 0; it takes more than 0.",
            new CareOptionsValidator().Validate(null, new CareOptions { AttachmentBytesMax = 0 }).FailureMessage);
        Assert.Equal("Queue__DuplicateEvery is -1; it takes 0 (never) or more.",
            new QueueOptionsValidator().Validate(null, new QueueOptions { DuplicateEvery = -1 }).FailureMessage);
        var schedule = new ScheduleOptions { Every = { ["A"] = TimeSpan.Zero } };
        Assert.Equal("Schedule__Every__A is 00:00:00; it takes more than 0 and at most one day.",
            new ScheduleOptionsValidator().Validate(null, schedule).FailureMessage);
    }

    private static ScheduledJob Job(string cron) =>
        new("Job", Cronos.CronExpression.Parse(cron), "/x", TimeSpan.FromSeconds(50), Policy(4, 0, 5, 20, 2));

    private static RetryPolicy Policy(int attempts, int duration, int min, int max, int doublings) =>
        new(attempts, TimeSpan.FromSeconds(duration), TimeSpan.FromSeconds(min), TimeSpan.FromSeconds(max), doublings);
}
