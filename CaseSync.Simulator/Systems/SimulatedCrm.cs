using System.Runtime.CompilerServices;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Simulator.Faulting;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Scheduling;

namespace CaseSync.Simulator.Systems;

/// <summary>The CRM as one process sees it.</summary>
internal sealed class SimulatedCrm(World world, SimulatedProcess process) : CaseSystemPort(world, process, world.Crm),
ICrm
{
    private readonly World _world = world;
    private string? _account;

    public async IAsyncEnumerable<SupportCase> FindByGoogleCaseNameAsync(
        GoogleCaseName name, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var found in await Wire.CallAsync("cases.search", CallKind.Read, name.Value, () => Find(name), cancel))
        {
            yield return found;
        }
    }

    public Task SetGoogleCaseNameAsync(CompanyCaseId id, GoogleCaseName name, CancellationToken cancel) =>
        ChangeAsync("cases.patch", id, $"names {name}", seen => seen with { GoogleCaseName = name }, _ => null,
            cancel);

    public Task ReopenCaseAsync(CompanyCaseId id, CancellationToken cancel) =>
        ChangeAsync("cases.patch", id, "reopen", seen => seen with { State = CaseState.Open }, _ => null, cancel);

    public override async Task<string?> FindOwnAccountAsync(CancellationToken cancel) =>
        _account ??= await Wire.CallAsync(
        "me", CallKind.Read, "", () => Server.Settings.OurAuthor.Account, cancel);

    private List<SupportCase> Find(GoogleCaseName name) =>
    [
        .. from held in Server.Cases
           let shown = held.IsGone ? null : held.Indexed(_world.Now)
           where name.IsSameCaseAs(shown?.GoogleCaseName)
           select held.Shown(shown),
    ];
}
