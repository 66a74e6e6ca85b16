using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Simulator.Faulting;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Scheduling;
using CaseSync.Simulator.Systems;

namespace CaseSync.Simulator.Humans;

/// <summary>
/// People at both systems. They work on what they see: a case, or the counterpart that the connector made of it.
/// </summary>
internal sealed partial class People(World world)
{
    // By the number of the opening.
    private readonly Dictionary<int, ServerCase> _opened = [];
    private readonly List<ServerCase> _poisoned = [];

    /// <summary>When somebody last did something.</summary>
    public long LastDeedAt { get; private set; }

    /// <summary>
    /// Cases with something that is answered with 500, always: a comment, a file, its priority, or the case itself.
    /// Once for each.
    /// </summary>
    public IReadOnlyList<ServerCase> Poisoned => _poisoned;

    /// <summary>Those of one pair are tried one after the other.</summary>
    public int MostPoisonOnOne => _poisoned
        .Select(held => _poisoned.Count(other => other == held || world.AllCounterpartsOf(held).Contains(other)))
        .DefaultIfEmpty().Max();

    public void Do(HumanAction action)
    {
        LastDeedAt = world.Now;
        world.Schedule.Wake();
        var dice = new Dice(action.Chance);
        var server = world.ServerOf(action.On);
        if (action.Deed == HumanDeed.Open)
        {
            Open(action, server, dice);
        }
        else if (FindCase(action.Case, action.On) is { } held)
        {
            if (world.Log.IsOn)
            {
                world.Log.Write(world.Now, "PEOPLE", $"{action}: {held.Current.Ref}");
            }

            world.Tally.Count(action.Deed.ToString());
            Do(action, server, held, dice);
        }
    }

    /// <summary>A comment between two pages of somebody's reading.</summary>
    public void Interject(CaseServer server, ServerCase held, PlannedFault fault) =>
        server.AddComment(held, $"i{fault.Number} interjected", Texts.Person(new Dice(fault.Chance)), isOurs: false);

    /// <summary>A comment or a file that the other side will never take, on a case that has a counterpart.</summary>
    public void WritePoison(PlannedFault fault)
    {
        var server = world.ServerOf(fault.Target == Target.Google ? Side.Google : Side.Company);
        var cases = server.Cases.Where(held => !held.IsGone && !held.IsClone && world.FindCounterpart(held) is not null)
            .ToList();
        if (cases.Count > 0)
        {
            var on = cases[(int)(fault.Chance % (ulong)cases.Count)];
            var (text, author) = ($"p{fault.Number} {ServerRules.Failing}", Texts.Person(new Dice(fault.Chance)));
            _poisoned.Add(on);
            if (fault.Lasts % 2 == 0)
            {
                server.AddComment(on, text, author, isOurs: false);
            }
            else
            {
                server.AddFile(on, new NewAttachment(text, "text/plain", 8), fault.Chance, author, isOurs: false);
            }
        }
    }

    /// <summary>A plain case, whose copy the other side must take.</summary>
    public void OpenAnother(Side on)
    {
        LastDeedAt = world.Now;
        world.Schedule.Wake();
        var made = world.ServerOf(on).Create(
            new NewCase("One more", "one more", Priority.P2, null), new Author("ann@customer.test", "Ann"),
            isOurs: false,
            isSyncRequested: true);
        world.Log.Write(world.Now, "PEOPLE", $"one more: {made.Current.Ref}");
    }

    public void Remove(PlannedFault fault)
    {
        var cases = world.ServerOf(fault.Target == Target.Google ? Side.Google : Side.Company).Cases;
        if (cases.Count > 0)
        {
            cases[(int)(fault.Chance % (ulong)cases.Count)].IsGone = true;
        }
    }

    private void Open(HumanAction action, CaseServer server, Dice dice)
    {
        var other = world.ServerOf(action.On.Other()).Settings;
        var title = dice.Chance(0.9) ? $"Case h{action.Number}" : $"Case h{action.Number} {new string('w', 300)}\nline";
        var draft = new NewCase(title, Texts.Description(dice, action.Number, other), (Priority)dice.Roll(5), null);
        var isFlagged = action.On == Side.Google || dice.Chance(0.85);
        if (DrawsUnmakeable(action) is { } mark)
        {
            draft = draft with { Title = $"{draft.Title} {mark}" };
        }

        var made = server.Create(draft, Texts.Person(dice), isOurs: false, isFlagged);
        if (server.Settings.OmitsFields && dice.Chance(0.4))
        {
            world.Faults.Shows(FaultKind.MissingFields);
            var which = dice.Roll(3);
            server.Change(made, seen => which == 0 ? seen with { Title = null, Description = null }
                : which == 1 ? seen with { Priority = null } : seen with { Creator = Author.Unknown });
        }

        if (world.Plan.IsHostile && new Dice(action.Chance ^ 2).Roll(20) == 0)
        {
            made.PriorityAnswer = new Dice(action.Chance ^ 4).Chance(0.5) ? 500 : 400;
            _poisoned.AddRange(made.PriorityAnswer == 500 ? [made] : []);
            world.Tally.Count("priority that is never taken");
        }

        if (server.Settings.OmitsFields && new Dice(action.Chance ^ 1).Roll(10) == 0)
        {
            made.HidesUpdateTime = true;
            world.Tally.Count("missing: update time");
        }
        else if (server.Settings.OmitsFields && new Dice(action.Chance ^ 1).Roll(10) == 1)
        {
            made.HidesCreationTime = true;
            world.Tally.Count("missing: creation time");
        }

        if (made.Current.Title?.Contains(ServerRules.Failing, StringComparison.Ordinal) == true)
        {
            _poisoned.Add(made);
        }

        world.Tally.Count(nameof(HumanDeed.Open));
        _opened.Add(action.Number, made);
        world.Log.Write(world.Now, "PEOPLE", $"{action}: {made.Current.Ref}{(isFlagged ? "" : " without flag")}");
    }

    // Dice of its own: all else stays as it is. (Where writes show late, what fails is counted as if it had been
    // doubled.)
    private string? DrawsUnmakeable(HumanAction action)
    {
        var roll = new Dice(~action.Chance).Roll(60);
        var mark = roll == 0 ? ServerRules.Failing : roll < 3 ? ServerRules.Refused : null;
        if (mark is null || !world.Plan.IsHostile || world.Plan.IsBeyondSettle)
        {
            return null;
        }

        world.Tally.Count($"unmakeable: {mark}");
        return mark;
    }

    private void Do(HumanAction action, CaseServer server, ServerCase held, Dice dice)
    {
        switch (action.Deed)
        {
            case HumanDeed.Comment:
                Comment(action, server, held, dice);
                break;
            case HumanDeed.TwoComments:
                Comment(action, server, held, dice);
                Comment(action, server, held, dice);
                break;
            case HumanDeed.CommentOnBothSides:
                Comment(action, server, held, dice);
                OnTheOther(action, (there, same) => Comment(action, there, same, dice));
                break;
            case HumanDeed.InternalNote when server.Side == Side.Company:
                server.AddComment(held, $"t{action.Number} SECRET", Texts.Person(dice), isOurs: false, isPublic: false);
                break;
            case HumanDeed.Attach:
                Attach(action, server, held, dice, count: 1);
                break;
            case HumanDeed.AttachTwins:
                Attach(action, server, held, dice, count: 2);
                break;
            case HumanDeed.AttachInternally when server.Side == Side.Company:
                server.AddFile(
                    held, new NewAttachment($"SECRET {action.Number}.txt", "text/plain", 8), dice.Next(),
                    Texts.Person(dice), false, isPublic: false);
                break;
            case HumanDeed.SetPriority:
                SetPriority(server, held, dice);
                break;
            case HumanDeed.SetPriorityOnBothSides:
                SetPriority(server, held, dice);
                OnTheOther(action, (there, same) => SetPriority(there, same, dice));
                break;
            case HumanDeed.Close:
                SetState(server, held, CaseState.Closed);
                break;
            case HumanDeed.CloseOnBothSides:
                SetState(server, held, CaseState.Closed);
                OnTheOther(action, (there, same) => SetState(there, same, CaseState.Closed));
                break;
            case HumanDeed.Reopen:
                SetState(server, held, CaseState.Open);
                break;
            case HumanDeed.Flag or HumanDeed.Unflag when server.Side == Side.Company:
                held.TouchedByPerson(world.Now);
                held.FlagSetAt = world.Now;
                server.Change(held, seen => seen with { IsSyncRequested = action.Deed == HumanDeed.Flag });
                break;
            case HumanDeed.Clone when server.Side == Side.Company
                && held.Current is { GoogleCaseName: { } named, Priority: { } priority } seen:
                server.Create(
                    new NewCase($"Copy of {seen.Title}", seen.Description ?? "", priority, named), Texts.Person(dice),
                    false,
                    seen.IsSyncRequested, isClone: true);
                break;
        }
    }

    // Few, so that names and sizes repeat.
    private static readonly string[] s_names = ["log.txt", "log.txt", "a b.txt", "ñandú.txt"];
    private static readonly int[] s_sizes = [8, 8, 9];

    private void OnTheOther(HumanAction action, Action<CaseServer, ServerCase> act)
    {
        if (FindCase(action.Case, action.On.Other()) is { } same)
        {
            act(world.ServerOf(action.On.Other()), same);
        }
    }

    private ServerCase? FindCase(int opening, Side on)
    {
        var found = _opened.GetValueOrDefault(opening);
        found = found is not null && found.Current.Ref.Side != on ? world.FindCounterpart(found) : found;
        return found is { IsGone: false } ? found : null;
    }
}
