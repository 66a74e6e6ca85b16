namespace CaseSync.OutageProxy;

/// <summary>Names this assembly to a test host: several top-level programs in one test project clash.</summary>
public sealed class OutageProxyService;
