namespace CaseSync.OutageProxy;

/// <summary>Which system a request is for: known by the port that it came in on.</summary>
internal enum ProxiedSystem
{
    Crm,
    Google,
}
