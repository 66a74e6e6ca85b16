using System.Globalization;
using CaseSync.GoogleMock.Delivery;
using CaseSync.GoogleMock.Rest;
using Microsoft.Extensions.Options;

namespace CaseSync.GoogleMock.CloudTasks;

/// <summary>Cloud Tasks v2: queues to look at, tasks to create, look at and delete.</summary>
internal static class TasksEndpoints
{
    private const string Queues = "/v2/projects/{project}/locations/{location}/queues";
    private const string Queue = Queues + "/{queue}";
    private const string Tasks = Queue + "/tasks";
    private const int PageSizeMax = 1000;

    public static IServiceCollection AddCloudTasks(this IServiceCollection services)
    {
        services.AddOptions<QueueOptions>().BindConfiguration("Queue").ValidateOnStart();
        services.AddSingleton<IValidateOptions<QueueOptions>, QueueOptionsValidator>();
        services.AddSingleton<HttpMessageHandler>(_ => OutgoingCalls.NewHandler());
        return services.AddSingleton<OutgoingCalls>().AddSingleton<TaskQueues>().AddHostedService<TaskDispatcher>();
    }

    public static void MapCloudTasks(this WebApplication app)
    {
        var queues = app.Services.GetRequiredService<TaskQueues>();
        var clock = app.Services.GetRequiredService<TimeProvider>();
        app.MapGoogle("GET", Queues, call => ListQueuesAsync(call, queues), "filter", "pageSize", "pageToken");
        app.MapGoogle(
            "GET", Queue, call => call.WriteAsync(Find(call, queues).ToMessage(), TasksJson.Default.QueueMessage));
        app.MapGoogle("POST", Tasks, call => CreateAsync(call, queues, clock));
        app.MapGoogle("GET", Tasks, call => ListAsync(call, queues), "responseView", "pageSize", "pageToken");
        app.MapGoogle("GET", Tasks + "/{task}", call => GetAsync(call, queues), "responseView");
        app.MapGoogle("DELETE", Tasks + "/{task}", call => DeleteAsync(call, queues));
    }

    private static async Task CreateAsync(GoogleCall call, TaskQueues queues, TimeProvider clock)
    {
        var queue = Find(call, queues);
        var asked = await call.ReadAsync(TasksJson.Default.CreateTaskMessage);
        var full = IsFull(asked.ResponseView);
        var task = queue.Create(NewTask.Parse(asked.Task, queue.Name, clock.GetUtcNow()));
        await call.WriteAsync(task.ToMessage(full), TasksJson.Default.TaskMessage);
    }

    private static Task GetAsync(GoogleCall call, TaskQueues queues)
    {
        var full = IsFull(call.Query("responseView"));
        return call.WriteAsync(Find(call, queues).Get(TaskName(call)).ToMessage(full), TasksJson.Default.TaskMessage);
    }

    private static Task DeleteAsync(GoogleCall call, TaskQueues queues)
    {
        Find(call, queues).Delete(TaskName(call));
        return call.WriteAsync(new EmptyMessage(), TasksJson.Default.EmptyMessage);
    }

    private static Task ListAsync(GoogleCall call, TaskQueues queues)
    {
        var queue = Find(call, queues);
        var full = IsFull(call.Query("responseView"));
        var size = call.PageSize(PageSizeMax, PageSizeMax);
        var after = long.Parse(
            PageToken.Read(queue.Name, call.Query("pageToken")) ?? "0", CultureInfo.InvariantCulture);
        var found = queue.All().Where(task => task.Sequence > after).Take(size + 1).ToList();
        var page = found.Take(size).ToList();
        var next = found.Count > size ? PageToken.Write(queue.Name, $"{page[^1].Sequence}") : null;
        var messages = page.Select(task => task.ToMessage(full)).ToList();
        return call.WriteAsync(new TaskPage(messages.Count == 0 ? null : messages, next), TasksJson.Default.TaskPage);
    }

    private static Task ListQueuesAsync(GoogleCall call, TaskQueues queues)
    {
        if (call.Query("filter") is not null)
        {
            throw new GoogleApiException(501, "UNIMPLEMENTED", "The mock does not filter queues.");
        }
        call.PageSize(PageSizeMax, PageSizeMax);
        PageToken.Read(Location(call), call.Query("pageToken")); // One queue fits one page: there are no tokens.
        var only = queues.Get(Location(call), queues.Settings.Id).ToMessage();
        return call.WriteAsync(new QueuePage([only], null), TasksJson.Default.QueuePage);
    }

    private static TaskQueue Find(GoogleCall call, TaskQueues queues)
    {
        call.CallerEmail();
        return queues.Get(Location(call), call.Path("queue"));
    }

    private static string Location(GoogleCall call) =>
        $"projects/{call.Path("project")}/locations/{call.Path("location")}";

    private static string TaskName(GoogleCall call) =>
        $"{Location(call)}/queues/{call.Path("queue")}/tasks/{call.Path("task")}";

    private static bool IsFull(string? view) => view switch
    {
        null or "VIEW_UNSPECIFIED" or "BASIC" => false,
        "FULL" => true,
        _ => throw GoogleApiException.InvalidArgument($"Invalid value at 'response_view' (Task.View), \"{view}\""),
    };
}
