using CaseSync.Core.Doors;
using CaseSync.Google.SignIn;
using CaseSync.ServiceDefaults.RemoteCalls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CaseSync.Google.CloudTasks;

public static class TaskQueueExtensions
{
    /// <summary>Adds <see cref="ITaskQueue"/> over section <c>Tasks</c>.</summary>
    public static TBuilder AddTaskQueue<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        var services = builder.Services;
        services.AddRemoteCalls();
        services.AddTasksOptions();
        services.AddSingleton<IValidateOptions<TasksOptions>, TaskQueueOptionsValidator>();
        services.AddSingleton<ITaskQueue>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<TasksOptions>>().Value;
            BearerTokenSource? token = options.Auth == TasksAuth.None
                ? null
                : new ApplicationDefaultToken("tasks").GetAsync;
            return new CloudTasksQueue(provider.CreateRemoteApi("tasks", options.BaseAddress, token), options);
        });
        return builder;
    }

    internal static void AddTasksOptions(this IServiceCollection services)
    {
        services.AddOptions<TasksOptions>().BindConfiguration("Tasks").ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TasksOptions>, TasksOptionsValidator>());
    }
}
