using CaseSync.Core.Cases;
using CaseSync.Poller;

namespace CaseSync.Tests.Outages;

/// <summary>The job itself in an outage: what it says, on which side, how often.</summary>
public sealed class DetectOutagesTests
{
    private const string Resumed = "Syncing has resumed.";

    [Fact]
    public async Task Run_BothPollJobsStopped_TellsEachSideOnceAndItsEndOnce()
    {
        await using var world = await OutageWorld.CreateAsync(pairs: 1);
        Assert.Empty(await world.DetectAsync());
        world.Clock.Advance(TimeSpan.FromHours(2));

        for (var run = 0; run < 3; run++)
        {
            Assert.Equal([Side.Google, Side.Company], (await world.DetectAsync()).Select(late => late.Side));
            world.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        await world.PollAsync();
        for (var run = 0; run < 3; run++)
        {
            Assert.Empty(await world.DetectAsync());
        }

        string[] said = ["This case has not synced properly in 2 hours.", Resumed];
        Assert.Equal(said, world.Google.On(OutageWorld.GoogleName(0)));
        Assert.Equal(said, world.Company.On(OutageWorld.CompanyId(0)));
    }

    [Fact]
    public async Task Run_PollsStopAgain_IsAnotherOutage()
    {
        await using var world = await OutageWorld.CreateAsync(pairs: 1);
        for (var outage = 0; outage < 2; outage++)
        {
            world.Clock.Advance(TimeSpan.FromHours(outage + 1));
            await world.DetectAsync();
            await world.PollAsync();
            await world.DetectAsync();
        }

        Assert.Equal(
            ["This case has not synced properly in 1 hour.", Resumed, "This case has not synced properly in 2 hours.",
                Resumed],
            world.Company.On(OutageWorld.CompanyId(0)));
    }

    [Theory]
    [InlineData(Side.Google)]
    [InlineData(Side.Company)]
    public async Task Run_OneSideDead_TellsTheOtherAtOnceAndTheDeadOneWhenItIsBack(Side dead)
    {
        await using var world = await OutageWorld.CreateAsync(pairs: 1);
        var (down, up) = dead == Side.Google ? (world.Google, world.Company) : (world.Company, world.Google);
        CaseRef onDown = dead == Side.Google ? OutageWorld.GoogleName(0) : OutageWorld.CompanyId(0);
        CaseRef onUp = dead == Side.Google ? OutageWorld.CompanyId(0) : OutageWorld.GoogleName(0);
        down.IsDown = true;
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.PollAsync();

        var late = await world.DetectAsync();
        await world.DetectAsync();

        Assert.Equal([dead], late.Select(side => side.Side)); // Whose changes are late; the other was polled.
        Assert.Equal(["This case has not synced properly in 1 hour."], up.On(onUp));
        Assert.Empty(down.On(onDown));

        // It answers again, but the case is not synced yet.
        down.IsDown = false;
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.DetectAsync();
        Assert.Single(down.On(onDown));

        await world.PollAsync();
        await world.DetectAsync();
        Assert.Equal(Resumed, up.On(onUp)[1]);
        Assert.Equal(Resumed, down.On(onDown)[1]);
    }

    [Fact]
    public async Task Run_LateCaseThatIsGivenUp_IsLeftAloneUntilItGoesOn()
    {
        await using var world = await OutageWorld.CreateAsync(pairs: 1);
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.DetectAsync();
        var given = await world.ChangeAsync(0, mapping => mapping with { BrokenReason = "It is not there any more." });

        await world.DetectAsync();
        await world.DetectAsync();

        Assert.Equal(
            given!.Version + 1, (await world.ChangeAsync(0, mapping => mapping with { BrokenReason = null }))!.Version);
        Assert.Single(world.Company.On(OutageWorld.CompanyId(0)));

        await world.PollAsync();
        await world.DetectAsync();
        Assert.Equal(Resumed, world.Company.On(OutageWorld.CompanyId(0))[1]);
    }

    [Fact]
    public async Task Run_LateAgainSinceTheSameChange_IsAnotherOutage()
    {
        await using var world = await OutageWorld.CreateAsync(pairs: 1);
        world.Clock.Advance(TimeSpan.FromHours(1));
        for (var outage = 0; outage < 2; outage++)
        {
            await world.DetectAsync();
            await world.ChangeAsync(0, mapping => mapping with { ResolvedAt = world.Clock.GetUtcNow() });
            await world.DetectAsync();
            await world.ChangeAsync(0, mapping => mapping with { ResolvedAt = null });
            world.Clock.Advance(TimeSpan.FromHours(1));
        }

        string[] said = ["This case has not synced properly in 1 hour.", Resumed,
            "This case has not synced properly in 2 hours.", Resumed];
        Assert.Equal(said, world.Google.On(OutageWorld.GoogleName(0)));
        Assert.Equal(said, world.Company.On(OutageWorld.CompanyId(0)));
    }

    [Fact]
    public async Task Run_LateAgainSinceTheSameChangeAfterARefusedEnd_EndsAllTheSame()
    {
        await using var world = await OutageWorld.CreateAsync(pairs: 1);
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.DetectAsync();
        var late = (await world.ChangeAsync(0, mapping => mapping))!;
        world.Google.TakesNoComments = true;
        await world.PollAsync();
        await world.DetectAsync();

        // The polls stop, and start, again: both were told of this lateness.
        await world.ChangeAsync(0, mapping => mapping with
        {
            LateSince = late.LateSince,
            Google = late.Google,
            Company = late.Company,
        });
        await world.PollAsync();
        await world.DetectAsync();

        var ended = (await world.ChangeAsync(0, mapping => mapping))!;
        Assert.Equal((null, false, false),
            (ended.LateSince, ended.Google.OutageCommentSent, ended.Company.OutageCommentSent));
        await world.DetectAsync();
        Assert.Equal(ended.Version, (await world.ChangeAsync(0, mapping => mapping))!.Version);
    }

    [Fact]
    public async Task Run_SideThatWasNeverTold_HearsOfNoEnd()
    {
        await using var world = await OutageWorld.CreateAsync(pairs: 1);
        world.Google.IsDown = true;
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.PollAsync();
        await world.DetectAsync();
        world.Google.IsDown = false;
        await world.PollAsync();

        await world.DetectAsync();
        await world.DetectAsync();

        Assert.Empty(world.Google.On(OutageWorld.GoogleName(0)));
        Assert.Equal(2, world.Company.On(OutageWorld.CompanyId(0)).Count);
    }

    [Fact]
    public async Task Run_BothSidesDead_KeepsReportingAndSaysNothingTwiceAfterwards()
    {
        await using var world = await OutageWorld.CreateAsync(pairs: 20);
        (world.Google.IsDown, world.Company.IsDown) = (true, true);
        world.Clock.Advance(TimeSpan.FromDays(2));
        await world.PollAsync();
        var callsBefore = world.Google.CallsWhileDown;

        for (var run = 0; run < 3; run++)
        {
            Assert.Equal(40, (await world.DetectAsync()).Count);
            world.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        // A few calls find out that a side is down; the rest is left to the next run.
        Assert.InRange(world.Google.CallsWhileDown - callsBefore, 1, 20);

        (world.Google.IsDown, world.Company.IsDown) = (false, false);
        await world.DetectAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.DetectAsync();
        await world.PollAsync();
        await world.DetectAsync();
        Assert.All(Enumerable.Range(0, 20), number =>
        {
            Assert.Equal([Resumed], world.Google.On(OutageWorld.GoogleName(number)).Skip(1));
            Assert.Equal([Resumed], world.Company.On(OutageWorld.CompanyId(number)).Skip(1));
        });
    }

    [Fact]
    public async Task Run_TenThousandLateCases_ReportsAllAndTellsTheMostUrgentFirstRunByRun()
    {
        const int pairs = 10_000, noticesPerRun = 60;
        await using var world = await OutageWorld.CreateAsync(pairs, noticesPerRun);
        world.Clock.Advance(TimeSpan.FromHours(5));

        var runs = new List<IReadOnlyList<LateCase>>();
        for (var run = 0; run < 3; run++)
        {
            runs.Add(await world.DetectAsync());
            Assert.Equal((run + 1) * noticesPerRun, world.Google.SaidCount + world.Company.SaidCount);
            world.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.All(runs, late => Assert.Equal(2 * pairs, late.Count));
        Assert.Equal(90, world.Google.Cases.Distinct().Count()); // Nobody twice, and each run goes on behind the last.
        Assert.All(
            world.Google.Cases,
            id => Assert.Equal(
                0, int.Parse(((GoogleCaseName)id).Number, System.Globalization.CultureInfo.InvariantCulture) % 5));

        await world.PollAsync();
        for (var run = 0; run < 4; run++)
        {
            Assert.Empty(await world.DetectAsync());
        }

        Assert.Equal(4 * 90, world.Google.SaidCount + world.Company.SaidCount); // Whoever was told, and nobody else.
    }
}
