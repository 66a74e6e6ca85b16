using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Simulator.Faulting;
using CaseSync.Simulator.Scheduling;
using CaseSync.Simulator.Systems;

namespace CaseSync.Simulator.Humans;

/// <summary>What they do to a case.</summary>
internal sealed partial class People
{
    private void Comment(HumanAction action, CaseServer server, ServerCase held, Dice dice)
    {
        var (kind, text) = Texts.Draw(
            dice, action.Number, world.ServerOf(server.Side.Other()).Settings, world.Plan.IsHostile);
        world.Tally.Count($"text: {kind}");
        server.AddComment(held, text, Texts.Person(dice), isOurs: false);
    }

    private static void Attach(HumanAction action, CaseServer server, ServerCase held, Dice dice, int count)
    {
        var name = dice.Pick(s_names);
        var size = dice.Roll(12) == 0 ? 1_500_000 : dice.Roll(12) == 0 ? 3_000_000 : dice.Pick(s_sizes);
        for (var i = 0; i < count; i++)
        {
            var type = dice.Chance(0.8) ? "text/plain" : null;
            server.AddFile(
                held, new NewAttachment(name, type, size), ((ulong)action.Number << 8) + (ulong)i, Texts.Person(dice),
                isOurs: false);
        }
    }

    private void SetPriority(CaseServer server, ServerCase held, Dice dice)
    {
        held.TouchedByPerson(world.Now);
        Priority? priority = server.Settings.Traits.StoredPriority((Priority)dice.Roll(5));
        if (server.Settings.HasOwnPriorities && dice.Chance(0.3))
        {
            world.Faults.Shows(FaultKind.UnknownValues);
            priority = null;
        }

        server.Change(held, seen => seen with { Priority = priority });
    }

    private void SetState(CaseServer server, ServerCase held, CaseState state)
    {
        held.TouchedByPerson(world.Now);
        server.Change(held, seen => seen with { State = state });
    }
}
