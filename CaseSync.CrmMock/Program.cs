using CaseSync.CrmMock;
using CaseSync.ServiceDefaults;

return await ServiceRun.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults();
    builder.AddCrmMock();
    var app = builder.Build();
    app.MapHealthEndpoints();
    app.MapCrmMock();
    return app;
});
