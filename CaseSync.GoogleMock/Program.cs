using CaseSync.GoogleMock.CloudScheduler;
using CaseSync.GoogleMock.CloudTasks;
using CaseSync.GoogleMock.CustomerCare;
using CaseSync.GoogleMock.Pages;
using CaseSync.GoogleMock.Rest;
using CaseSync.ServiceDefaults;

return await ServiceRun.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults();
    builder.Services.AddCustomerCare().AddCloudTasks().AddCloudScheduler();
    builder.AddCasePage();
    var app = builder.Build();
    app.UseGoogleErrors();
    app.MapHealthEndpoints();
    app.MapCustomerCare();
    app.MapCloudTasks();
    app.MapCasePage();
    return app;
});
