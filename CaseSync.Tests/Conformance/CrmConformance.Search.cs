using CaseSync.Core.Cases;
using CaseSync.Core.Doors;

namespace CaseSync.Tests.Conformance;

public abstract partial class CrmConformance
{
    [Fact]
    public async Task Search_AfterAChange_FindsTheCase()
    {
        var read = await ReadAsync(await MakeAsync("Find me"));
        var found = await SearchAsync(read.UpdatedAt - _crm.Traits.TimeGranularity);
        Assert.Equal("Find me", found.Single(one => one.Ref == read.Ref).Title);
    }

    [Fact]
    public async Task Search_WithinTheGranularityOfAChange_FindsTheCase()
    {
        var read = await ReadAsync(await MakeAsync());
        var found = await SearchAsync(read.UpdatedAt - TimeSpan.FromTicks(_crm.Traits.TimeGranularity.Ticks / 2));
        Assert.Contains(found, one => one.Ref == read.Ref);
    }

    [Theory]
    [InlineData(-8)]
    [InlineData(0)]
    [InlineData(5.5)]
    [InlineData(14)]
    public async Task Search_InWhateverTimeZone_FindsTheSame(double hours)
    {
        var read = await ReadAsync(await MakeAsync());
        var before = (read.UpdatedAt!.Value - _crm.Traits.TimeGranularity).ToOffset(TimeSpan.FromHours(hours));
        Assert.Contains(await SearchAsync(before), one => one.Ref == read.Ref);
        Assert.DoesNotContain(await SearchAsync(before.AddHours(1)), one => one.Ref == read.Ref);
    }

    [Theory]
    // The hour that New York's clocks show twice, and the one that Berlin's leave out.
    [InlineData("2026-11-01T01:30:00-04:00")]
    [InlineData("2026-11-01T01:30:00-05:00")]
    [InlineData("2026-03-29T02:30:00+01:00")]
    public async Task Search_AcrossDaylightSaving_FindsWhatIsNew(string since)
    {
        var id = await MakeAsync();
        var instant = DateTimeOffset.Parse(since, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains(await SearchAsync(instant), one => one.Ref == id);
    }

    [Fact]
    public async Task Search_OfNoInstant_FindsAll()
    {
        var id = await MakeAsync();
        Assert.Contains(await SearchAsync(null), one => one.Ref == id);
    }

    [Fact]
    public async Task Search_AfterTheLastChange_FindsNothing() =>
        Assert.Empty(await SearchAsync(TimeProvider.System.GetUtcNow().AddHours(1)));

    [Fact]
    public async Task Search_AfterAPersonsComment_FindsTheCaseAgain()
    {
        var id = await MakeAsync();
        var before = (await ReadAsync(id)).UpdatedAt!.Value;
        await _subject.CommentAsync(id, "Any news?", isPublic: true);
        Assert.Contains(await SearchAsync(before - _crm.Traits.TimeGranularity), one => one.Ref == id);
        Assert.True((await ReadAsync(id)).UpdatedAt >= before);
    }

    [Fact]
    public async Task Search_OfAClosedCase_FindsIt()
    {
        var id = await MakeAsync();
        await _subject.CloseAsync(id);
        var found = await SearchAsync((await ReadAsync(id)).UpdatedAt - _crm.Traits.TimeGranularity);
        Assert.Equal(CaseState.Closed, found.Single(one => one.Ref == id).State);
    }

    [Fact]
    public async Task Search_OverPages_FindsEveryCaseOnce()
    {
        var made = new HashSet<CaseRef>();
        for (var i = 0; i <= _subject.CasePageSize; i++)
        {
            made.Add(await MakeAsync($"Page {i}"));
        }

        var since = (await ReadAsync((CompanyCaseId)made.First())).UpdatedAt - _crm.Traits.TimeGranularity;
        var found = (await SearchAsync(since)).Select(one => one.Ref).ToList();
        Assert.Superset(made, found.ToHashSet());
        Assert.Equal(found.Count, found.Distinct().Count());

        // A page that cannot be read is not taken for the last.
        var crm = _subject.Connect(network => new LosesLaterPages(network));
        await Assert.ThrowsAsync<RemoteCallException>(() =>
            crm.SearchUpdatedAsync(since, Cancel).ToListAsync(Cancel).AsTask());
    }

    [Fact]
    public async Task Search_Pages_SayWhatTimeItIsThere()
    {
        var pages = await _crm.SearchUpdatedAsync(TimeProvider.System.GetUtcNow(), Cancel).ToListAsync(Cancel);
        Assert.NotEmpty(pages);
        Assert.All(pages, page => Assert.NotNull(page.ServerTime));
    }
}
