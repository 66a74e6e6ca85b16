using CaseSync.GoogleMock;
using CaseSync.GoogleMock.CloudScheduler;
using CaseSync.GoogleMock.CloudTasks;
using CaseSync.GoogleMock.CustomerCare;
using CaseSync.GoogleMock.Rest;
using CaseSync.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.UseMockAddress();
builder.Services.AddCustomerCare().AddCloudTasks().AddCloudScheduler();
var app = builder.Build();
app.UseGoogleErrors();
app.MapHealthEndpoints();
app.MapCustomerCare();
app.MapCloudTasks();
await app.RunAsync();
