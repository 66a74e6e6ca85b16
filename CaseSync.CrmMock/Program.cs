using CaseSync.CrmMock;
using CaseSync.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddCrmMock();
var app = builder.Build();
app.MapHealthEndpoints();
app.MapCrmMock();
await app.RunAsync();
