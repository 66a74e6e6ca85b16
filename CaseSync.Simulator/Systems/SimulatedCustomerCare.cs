using System.Runtime.CompilerServices;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Simulator.Faulting;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Scheduling;

namespace CaseSync.Simulator.Systems;

/// <summary>Customer Care as one process sees it.</summary>
internal sealed class SimulatedCustomerCare(World world, SimulatedProcess process)
    : CaseSystemPort(world, process, world.Google), ICustomerCare
{
    private readonly World _world = world;

    public async IAsyncEnumerable<SupportCase> SearchTextAsync(
        string text, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var found in await Wire.CallAsync("cases.search", CallKind.Read, text, () => Find(text), cancel))
        {
            yield return found;
        }
    }

    public override Task<string?> FindOwnAccountAsync(CancellationToken cancel) =>
        Task.FromResult(Server.Settings.KnowsOwnAccount ? Server.Settings.OurAuthor.Account : null);

    private List<SupportCase> Find(string text)
    {
        var found = new List<SupportCase>();
        foreach (var held in Server.Cases)
        {
            if (!held.IsGone && held.Indexed(_world.Now) is { } shown
                && (Has(shown.Title) || Has(shown.Description)
                    || held.Comments.Exists(comment => comment.SearchableAt <= _world.Now && Has(comment.Shown.Body))))
            {
                found.Add(_world.Without.Found(held.Shown(shown), text, Server.Settings));
            }
        }

        return found;

        bool Has(string? where) => where is not null && where.Contains(text, StringComparison.Ordinal);
    }
}
