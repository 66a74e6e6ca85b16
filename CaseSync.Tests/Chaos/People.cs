using System.Text;
using CaseSync.Core.Cases;

namespace CaseSync.Tests.Chaos;

/// <summary>People at both systems, who work on what they see. What they do in which order follows from a seed; how far
/// they get in a run, and what they see, from the run.</summary>
internal sealed class People(Desk google, Desk company, int seed, Journal journal) : IDisposable
{
    private const int CasesMax = 8;
    private const int DeedsMax = 200; // Enough, where a slow machine makes a run long.
    private const int GoogleCommentMax = 12_800;

    private static readonly string[] s_googlers = ["bob@example.com", "eve.o-hara@example.com", "support@google.com"];
    private static readonly string[] s_colleagues = ["ann", "carol", "bob"];
    private static readonly string[] s_fileNames = ["log.txt", "log.txt", "a b.txt", "ñandú.txt"]; // They repeat.

    private readonly Random _dice = new(seed);
    private readonly List<OpenedCase> _opened = [];
    private int _number;

    /// <summary>Held while people must hold still.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    public int Deeds { get; private set; }

    /// <summary>They pause as people do, and in bursts.</summary>
    public async Task WorkAsync(CancellationToken stop, CancellationToken cancel)
    {
        while (!stop.IsCancellationRequested && Deeds < DeedsMax)
        {
            await Turn.WaitAsync(cancel);
            try
            {
                await DoAsync(cancel);
                Deeds++;
            }
            finally
            {
                Turn.Release();
            }

            var pause = TimeSpan.FromMilliseconds(_dice.Next(4) switch { 0 => 0, 1 => 50, 2 => 400, _ => 900 });
            await Task.Delay(pause, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One comment on each side of each case: what is alive carries it over.</summary>
    public async Task SayLastWordsAsync(CancellationToken cancel)
    {
        foreach (var opened in _opened)
        {
            await CommentAsync(opened, google, cancel);
            await CommentAsync(opened, company, cancel);
        }
    }

    public void Dispose() => Turn.Dispose();

    private async Task DoAsync(CancellationToken cancel)
    {
        if (_opened.Count == 0 || (_opened.Count < CasesMax && _dice.Next(6) == 0))
        {
            await OpenAsync(cancel);
            return;
        }

        var opened = _opened[_dice.Next(_opened.Count)];
        var (here, there) = _dice.Next(2) == 0 ? (google, company) : (company, google);
        await (_dice.Next(24) switch
        {
            < 10 => CommentAsync(opened, here, cancel),
            < 12 => Task.WhenAll(CommentAsync(opened, here, cancel), CommentAsync(opened, there, cancel)),
            < 16 => AttachAsync(opened, here, true, cancel),
            < 19 => PrioritiseAsync(opened, here, cancel),
            19 or 20 => SaySecretlyAsync(opened, cancel),
            21 => CloseAsync(opened, here, cancel),
            _ => ReopenAsync(opened, cancel),
        });
    }

    private async Task OpenAsync(CancellationToken cancel)
    {
        var number = ++_number;
        var here = _dice.Next(2) == 0 ? google : company;
        var isFlagged = here == google || _dice.Next(6) > 0; // Most: what is not flagged must not cross.
        var title = $"c{number} {(isFlagged ? "" : "SECRET ")}does not start";
        var description = $"d{number} {(isFlagged ? "" : "SECRET")}\nCompany Case: 78\nsince today"; // Not the last.
        var priority = _dice.Next(5);
        var id = await here.OpenAsync(Person(here), title, description, priority, isFlagged, cancel);
        _opened.Add(new OpenedCase(title, isFlagged) { Ids = { [here.Side] = id } });
        journal.Write("people", $"{here.Side}: open {id} \"{title}\" P{priority}");
    }

    // Only the CRM knows what is internal: at Google it would be said to everybody.
    private async Task SaySecretlyAsync(OpenedCase opened, CancellationToken cancel)
    {
        if (await FindAsync(opened, company, cancel) is not null)
        {
            await (_dice.Next(2) == 0
                ? CommentAsync(opened, company, cancel, isPublic: false)
                : AttachAsync(opened, company, false, cancel));
        }
    }

    private Task CommentAsync(OpenedCase opened, Desk desk, CancellationToken cancel, bool isPublic = true)
    {
        var number = ++_number;
        var text = isPublic && opened.IsFlagged ? Text(number) : $"SECRET t{number}";
        var person = Person(desk);
        return OnAsync(opened, desk, $"comment{(isPublic ? "" : " internally")} t{number}", async (there, id) =>
        {
            await there.CommentAsync(person, id, there.Side == Side.Google ? Cut(text) : text, isPublic, cancel);
            return true;
        }, cancel);
    }

    private Task AttachAsync(OpenedCase opened, Desk desk, bool isPublic, CancellationToken cancel)
    {
        var number = ++_number;
        var name = s_fileNames[_dice.Next(s_fileNames.Length)];
        var size = _dice.Next(6) == 0 ? 3_000_000 : 64; // Sizes repeat too; the large ones take a while.
        var secret = isPublic && opened.IsFlagged ? "" : "SECRET ";
        var content = Encoding.ASCII.GetBytes($"{secret}f{number} ".PadRight(size, (char)('a' + (number % 26))));
        return OnAsync(opened, desk, $"attach{(isPublic ? "" : " internally")} f{number} {name}", async (there, id) =>
        {
            await there.AttachAsync(Person(there), id, name, content, isPublic, cancel);
            return true;
        }, cancel);
    }

    private Task PrioritiseAsync(OpenedCase opened, Desk desk, CancellationToken cancel)
    {
        var priority = _dice.Next(5);
        return OnAsync(opened, desk, $"P{priority}",
            (there, id) => there.TrySetPriorityAsync(Person(there), id, priority, cancel), cancel);
    }

    private Task CloseAsync(OpenedCase opened, Desk desk, CancellationToken cancel) =>
        OnAsync(opened, desk, "close", (there, id) => there.TryCloseAsync(Person(there), id, cancel), cancel);

    private Task ReopenAsync(OpenedCase opened, CancellationToken cancel) =>
        OnAsync(opened, company, "reopen", (there, id) => there.TryReopenAsync(Person(there), id, cancel), cancel);

    // On the other side, if the case is not there (yet): people work on what they see.
    private async Task OnAsync(
        OpenedCase opened, Desk desk, string what, Func<Desk, string, Task<bool>> act, CancellationToken cancel)
    {
        var there = await FindAsync(opened, desk, cancel) is not null ? desk : desk == google ? company : google;
        var isTaken = await act(there, opened.Ids[there.Side]);
        journal.Write("people", $"{there.Side}: {what} on {opened.Title}{(isTaken ? "" : ": not taken")}");
    }

    private static async Task<string?> FindAsync(OpenedCase opened, Desk desk, CancellationToken cancel)
    {
        if (!opened.Ids.TryGetValue(desk.Side, out var id)
            && (await desk.ListAsync(cancel)).FirstOrDefault(seen => seen.Title == opened.Title) is { } seen)
        {
            opened.Ids[desk.Side] = id = seen.Id;
        }

        return id;
    }

    private string Person(Desk desk) => desk == google
        ? s_googlers[_dice.Next(s_googlers.Length)]
        : s_colleagues[_dice.Next(s_colleagues.Length)];

    // As people write, and what they should not be able to do harm with.
    private string Text(int number) => _dice.Next(12) switch
    {
        0 => $"[Google Comment 3 by X] t{number} all good",
        1 => $"[Company Comment {_dice.Next(1, 30)} by Ann] (1/2) t{number}",
        2 => "This case is now syncing with Company Case: 78",
        3 => "Syncing has resumed.",
        4 => "This case has not synced properly in 5 minutes.",
        5 => $"[CaseSync: comment 5 not copied] t{number}",
        6 => $"t{number} 🙂👩‍👩‍👧‍👦 مرحبا \u202Eabc\u202C שלום <b>bold</b> &amp;",
        7 => $"  t{number} two\r\nlines\n\n ",
        8 => string.Join('\n', Enumerable.Repeat($"t{number} {new string('x', 60)}", 300)),
        _ => $"t{number} plain",
    };

    private static string Cut(string text) => text.Length <= GoogleCommentMax ? text : text[..GoogleCommentMax];

    private sealed record OpenedCase(string Title, bool IsFlagged)
    {
        public Dictionary<Side, string> Ids { get; } = [];
    }
}
