using CaseSync.Crm;
using CaseSync.Google.CloudTasks;
using CaseSync.Google.CustomerCare;
using CaseSync.Google.SignIn;
using CaseSync.ServiceDefaults;
using CaseSync.Storage;
using CaseSync.Syncer;

return await ServiceRun.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults();
    builder.AddCustomerCare().AddCrm().AddTaskQueue().AddTaskAuthentication();
    builder.Services.AddCaseMappingStore().AddSyncs();
    var app = builder.Build();
    app.MapHealthEndpoints();
    app.MapQueuedTasks();
    app.Lifetime.ApplicationStarted.Register(SyncMetrics.Announce); // Not before: nobody listens to the meter yet.
    return app;
});
