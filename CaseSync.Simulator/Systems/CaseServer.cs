using System.Globalization;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Simulator.Faulting;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Scheduling;

namespace CaseSync.Simulator.Systems;

/// <summary>
/// One of the two systems: its cases, its clock, its search. People and the connector both come here.
/// </summary>
internal sealed class CaseServer(World world, SideSettings settings)
{
    private readonly List<ServerCase> _cases = [];
    private readonly Dictionary<string, ServerCase> _byKey = [];
    private readonly Dice _lags = Dice.For(world.Seed, $"lags of {settings.Traits.Side}");
    private long _order;

    public Side Side => Settings.Traits.Side;

    public Target Target => Side == Side.Google ? Target.Google : Target.Company;

    public SideSettings Settings { get; } = settings;

    /// <summary>In the order in which they were made.</summary>
    public IReadOnlyList<ServerCase> Cases => _cases;

    /// <summary>Its clock, in its steps.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var now = world.Time + Settings.ClockOffset;
            return new DateTimeOffset(now.UtcTicks - (now.UtcTicks % Settings.TimeStep.Ticks), TimeSpan.Zero);
        }
    }

    /// <summary>What its <c>Date</c> headers say.</summary>
    public DateTimeOffset? HeaderTime
    {
        get
        {
            var now = world.Time + Settings.ClockOffset;
            return Settings.SendsDate && !world.Faults.HidesDate(Side)
                ? new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero)
                : null;
        }
    }

    public ServerCase? Find(string key) => FindEver(key) is { IsGone: false } found ? found : null;

    /// <summary>Also one that somebody deleted.</summary>
    public ServerCase? FindEver(string key) => _byKey.GetValueOrDefault(key);

    public static string KeyOf(CaseRef id) => id is GoogleCaseName name ? name.Number : id.Value;

    public ServerCase Create(NewCase draft, Author creator, bool isOurs, bool isSyncRequested, bool isClone = false)
    {
        var key = Side == Side.Google
            ? (50_000_000 + _cases.Count).ToString(CultureInfo.InvariantCulture)
            : s_firstIds.ElementAtOrDefault(_cases.Count)
                ?? (1000 + _cases.Count).ToString(CultureInfo.InvariantCulture);
        var now = Now;
        var made = new SupportCase
        {
            Ref = Side == Side.Google ? GoogleCaseName.Parse($"projects/acme/cases/{key}") : CompanyCaseId.Parse(key),
            Title = draft.Title,
            Description = draft.Description,
            Priority = draft.Priority is { } priority ? Settings.Traits.StoredPriority(priority) : Priority.P2,
            CreatedAt = now,
            UpdatedAt = now,
            Creator = creator,
            IsSyncRequested = isSyncRequested,
            GoogleCaseName = draft.GoogleCaseName,
        };
        var added = new ServerCase(key, made) { IsOurs = isOurs, IsClone = isClone };
        added.Set(made, world.Now, SearchableAt(world.VisibleAt));
        _cases.Add(added);
        _byKey.Add(key, added);
        return added;
    }

    public void Change(ServerCase changed, Func<SupportCase, SupportCase> change) =>
        changed.Set(change(changed.Current) with { UpdatedAt = Now }, world.Now, SearchableAt(world.Now));

    public ServerComment AddComment(ServerCase to, string body, Author author, bool isOurs, bool isPublic = true)
    {
        var comment = new Comment(NewItemId(), body, author, Now, isPublic);
        CountStamps(to, comment.CreatedAt);
        var added = new ServerComment(
            _order, comment, world.Now, world.VisibleAt, SearchableAt(world.VisibleAt), isOurs);
        to.Comments.Add(added);
        TouchedBy(isOurs, to);
        Change(to, same => same);
        return added;
    }

    public ServerFile AddFile(
        ServerCase to, NewAttachment file, ulong content, Author author, bool isOurs, bool isPublic = true)
    {
        var shown = new Attachment(
            NewItemId(), Settings.Traits.StoredFileName(file.FileName), file.ContentType, file.SizeBytes, author, Now,
            isPublic);
        var added = new ServerFile(_order, shown, content, world.Now, world.VisibleAt, isOurs);
        to.Files.Add(added);
        TouchedBy(isOurs, to);
        Change(to, same => same);
        return added;
    }

    private void TouchedBy(bool isOurs, ServerCase touched)
    {
        if (!isOurs)
        {
            touched.TouchedByPerson(world.Now);
        }
    }

    private void CountStamps(ServerCase to, DateTimeOffset at)
    {
        if (Settings.TimeStep == s_second)
        {
            world.Faults.Shows(FaultKind.WholeSecondStamps);
        }

        if (to.Comments is [.., var last] && last.Shown.CreatedAt == at)
        {
            world.Faults.Shows(FaultKind.EqualStamps);
        }

        if (Settings.ClockOffset.Duration() > s_second)
        {
            world.Faults.Shows(FaultKind.ClocksApart);
        }
    }

    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    // 78 and 789: a search for the one finds the other too.
    private static readonly string[] s_firstIds = ["78", "789", "7", "787", "8", "77", "7890"];

    private string NewItemId() => Side == Side.Google
        ? string.Create(CultureInfo.InvariantCulture, $"{++_order:x3}Qz")
        : (++_order).ToString(CultureInfo.InvariantCulture);

    private long SearchableAt(long visibleAt)
    {
        var most = world.Faults.IsSearchStale(Side) ? Settings.Traits.SearchLag : Settings.UsualSearchLag;
        return visibleAt + _lags.Between(TimeSpan.Zero, most);
    }
}
