using CaseSync.OutageProxy;
using CaseSync.ServiceDefaults;

return await ServiceRun.RunAsync(() => OutageProxyApp.Build(args));
