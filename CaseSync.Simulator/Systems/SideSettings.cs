using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Simulator.Scheduling;

namespace CaseSync.Simulator.Systems;

/// <summary>
/// What kind of system a side is in one history: drawn from the seed, within what the connector is told of it.
/// </summary>
internal sealed record SideSettings
{
    public required SideTraits Traits { get; init; }

    /// <summary>How its clock differs from virtual time.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>The steps of its time stamps; never longer than the traits say.</summary>
    public TimeSpan TimeStep { get; init; } = TimeSpan.FromSeconds(1);

    public bool SendsDate { get; init; } = true;

    /// <summary>How late its search shows things on a good day.</summary>
    public TimeSpan UsualSearchLag { get; init; }

    public int CasePageSize { get; init; } = 100;

    public int ItemPageSize { get; init; } = 100;

    public bool ListsOldestFirst { get; init; }

    /// <summary>Pages by count, so that they shift; else by the last item.</summary>
    public bool PagesByOffset { get; init; }

    public bool ShufflesSearch { get; init; }

    /// <summary>Cases without title, text or priority.</summary>
    public bool OmitsFields { get; init; }

    /// <summary>Priorities that the connector does not know.</summary>
    public bool HasOwnPriorities { get; init; }

    public bool KnowsOwnAccount { get; init; } = true;

    /// <summary>A closed case takes neither comments nor files.</summary>
    public bool ClosedRefuses { get; init; }

    /// <summary>What it takes of a file, if it does not say so beforehand.</summary>
    public long FileBytesMax { get; init; } = long.MaxValue;

    public Author OurAuthor => Traits.Side == Side.Google
        ? new Author("casesync@acme.iam.test", "CaseSync") : new Author("u-casesync", "CaseSync");

    public static SideSettings Draw(Side side, Dice dice, bool isHostile)
    {
        var traits = new SideTraits
        {
            Side = side,
            TimeGranularity = TimeSpan.FromSeconds(1),
            SearchLag = side == Side.Google ? TimeSpan.FromMinutes(30) : dice.Pick(s_crmLags),
            CommentLengthMax = dice.Pick(s_textLengths),
            TitleLengthMax = 255,
            DescriptionLengthMax = dice.Pick(s_textLengths),
            AttachmentBytesMax = dice.Chance(0.3) ? 1_000_000 : long.MaxValue,
            CanReopen = side == Side.Company && dice.Chance(0.8),
            StoredPriority = side == Side.Company && dice.Chance(0.3) ? FourClasses : same => same,
            StoredFileName = dice.Chance(0.3) ? WithoutSpaces : same => same,
        };
        return new SideSettings
        {
            Traits = traits,
            ClockOffset = isHostile ? new TimeSpan(dice.Between(-s_offsetMax, s_offsetMax)) : TimeSpan.Zero,
            TimeStep = dice.Pick(s_steps),
            UsualSearchLag = traits.SearchLag < s_usualLag || (isHostile && dice.Chance(0.2))
                ? traits.SearchLag
                : s_usualLag,
            CasePageSize = dice.Chance(0.5) ? 100 : 2,
            ItemPageSize = dice.Chance(0.6) ? 100 : 3,
            ListsOldestFirst = dice.Chance(0.2),
            PagesByOffset = dice.Chance(0.5),
            ShufflesSearch = dice.Chance(0.3),
            OmitsFields = isHostile && dice.Chance(0.3),
            HasOwnPriorities = isHostile && dice.Chance(0.3),
            KnowsOwnAccount = side == Side.Company || dice.Chance(0.5),
            FileBytesMax = dice.Chance(0.5) ? 2_000_000 : long.MaxValue,
        };
    }

    private static readonly TimeSpan s_offsetMax = TimeSpan.FromSeconds(200);
    private static readonly TimeSpan s_usualLag = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan[] s_crmLags = [TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMinutes(2)];
    private static readonly TimeSpan[] s_steps = [TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(1)];
    private static readonly int[] s_textLengths = [12_800, 12_800, 700];

    // As Zendesk does.
    private static Priority FourClasses(Priority priority) => priority == Priority.P4 ? Priority.P3 : priority;

    private static string WithoutSpaces(string name) => name.Replace(' ', '_');
}
