using CaseSync.Crm;
using CaseSync.Google.CloudTasks;
using CaseSync.Google.CustomerCare;
using CaseSync.Google.SignIn;
using CaseSync.Poller;
using CaseSync.Poller.Console;
using CaseSync.Poller.Operating;
using CaseSync.ServiceDefaults;
using CaseSync.Storage;

return await ServiceRun.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults();
    builder.AddCustomerCare().AddCrm().AddTaskQueue().AddTaskAuthentication();
    builder.AddConsole();
    builder.Services.AddCaseMappingStore().AddScheduledJobs().AddApiDescription();
    var app = builder.Build();
    app.MapConsole();
    app.MapHealthEndpoints();
    app.MapScheduledTasks();
    app.MapWebhooks();
    app.MapRefused();
    app.MapCases();
    app.MapApiDescription();
    return app;
});
