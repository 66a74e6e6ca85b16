using CaseSync.Core.Cases;

namespace CaseSync.Core.Doors;

/// <summary>The company's CRM: the door to <see cref="Side.Company"/>.</summary>
public interface ICrm : ICaseSystem
{
    /// <summary>
    /// Cases whose custom field holds exactly <paramref name="name"/>, whatever their flag; more than one after
    /// somebody cloned a case.
    /// </summary>
    IAsyncEnumerable<SupportCase> FindByGoogleCaseNameAsync(GoogleCaseName name, CancellationToken cancel);

    Task SetGoogleCaseNameAsync(CompanyCaseId id, GoogleCaseName name, CancellationToken cancel);

    /// <summary>Reopens a closed case; called only where <see cref="SideTraits.CanReopen"/>.</summary>
    Task ReopenCaseAsync(CompanyCaseId id, CancellationToken cancel);
}
