using CaseSync.Crm;
using CaseSync.Google.CloudTasks;
using CaseSync.Google.CustomerCare;
using CaseSync.Google.SignIn;
using CaseSync.Poller;
using CaseSync.Poller.Operating;
using CaseSync.ServiceDefaults;
using CaseSync.Storage;

return await ServiceRun.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults();
    builder.AddCustomerCare().AddCrm().AddTaskQueue().AddTaskAuthentication();
    builder.Services.AddCaseMappingStore().AddScheduledJobs();
    var app = builder.Build();
    app.MapHealthEndpoints();
    app.MapScheduledTasks();
    app.MapRefused();
    app.MapCases();
    return app;
});
