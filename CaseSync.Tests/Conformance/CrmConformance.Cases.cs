using CaseSync.Core.Cases;
using CaseSync.Core.Doors;

namespace CaseSync.Tests.Conformance;

public abstract partial class CrmConformance
{
    [Fact]
    public async Task Case_Made_IsReadAsItWasMade()
    {
        var google = NewName();
        var read = await ReadAsync(await MakeAsync("Read me", Priority.P3, google));

        Assert.Equal(("Read me", Description), (read.Title, read.Description));
        Assert.Equal(_crm.Traits.StoredPriority(Priority.P3), read.Priority);
        Assert.Equal((CaseState.Open, true, google), (read.State, read.IsSyncRequested, read.GoogleCaseName));
        Assert.NotNull(read.CreatedAt);
        Assert.NotNull(read.UpdatedAt);
        Assert.Contains(read.Creator.Account, new[] { null, await _crm.FindOwnAccountAsync(Cancel) });
    }

    [Fact]
    public async Task Case_MadeWithoutAPriority_IsMade() =>
        Assert.Equal(CaseState.Open, (await ReadAsync(await MakeAsync(priority: null))).State);

    [Theory]
    [InlineData("99999999")]
    [InlineData("no-such-case")]
    [InlineData("1;DROP")]
    [InlineData("../1")]
    public async Task Case_ThatIsNotThere_IsNone(string id) =>
        Assert.Null((await _crm.FindCaseAsync(CompanyCaseId.Parse(id), Cancel)).Case);

    [Fact]
    public async Task Case_TitleOfTheGreatestLength_IsKeptWhole()
    {
        var title = new string('t', _crm.Traits.TitleLengthMax);
        Assert.Equal(title, (await ReadAsync(await MakeAsync(title))).Title);
    }

    [Fact]
    public async Task Case_TitleOfManyScripts_IsKept()
    {
        const string Title = "é 漢 🙂 <b>&amp;\"'\\ שלום";
        Assert.Equal(Title, (await ReadAsync(await MakeAsync(Title))).Title);
    }

    [Fact]
    public async Task Case_DescriptionOfTheGreatestLength_IsKeptWhole()
    {
        var description = new string('d', _crm.Traits.DescriptionLengthMax);
        Assert.Equal(description, (await ReadAsync(await MakeAsync(description: description))).Description);
    }

    [Fact]
    public async Task Case_Read_SaysWhatTimeItIsThere()
    {
        var id = await MakeAsync();
        Assert.NotNull((await _crm.FindCaseAsync(id, Cancel)).ServerTime);
    }

    [Theory]
    [InlineData(Priority.P0)]
    [InlineData(Priority.P1)]
    [InlineData(Priority.P2)]
    [InlineData(Priority.P3)]
    [InlineData(Priority.P4)]
    public async Task Priority_Set_IsStoredAndChangesThatAlone(Priority priority)
    {
        var id = await MakeAsync("Raise me", priority == Priority.P4 ? Priority.P0 : Priority.P4);
        await _crm.SetPriorityAsync(id, priority, Cancel);

        var read = await ReadAsync(id);
        Assert.Equal(("Raise me", _crm.Traits.StoredPriority(priority)), (read.Title, read.Priority));
    }

    [Fact]
    public async Task Priority_OfACaseThatIsNotThere_IsMissing() =>
        await AssertMissingAsync(id => _crm.SetPriorityAsync(id, Priority.P1, Cancel));

    [Fact]
    public async Task GoogleCaseName_Set_FindsTheCaseByItsWholeName()
    {
        var (id, name) = (await MakeAsync(), NewName());
        await _crm.SetGoogleCaseNameAsync(id, name, Cancel);

        Assert.Equal(name, (await ReadAsync(id)).GoogleCaseName);
        Assert.Equal([id], await FindByNameAsync(name));
        Assert.Empty(await FindByNameAsync(GoogleCaseName.Parse($"{name}9")));
        Assert.Empty(await FindByNameAsync(GoogleCaseName.Parse(name.Value[..^1])));
    }

    [Fact]
    public async Task GoogleCaseName_OfTwoCases_FindsBothWhateverTheirFlag()
    {
        var name = NewName();
        var (first, clone) = (await MakeAsync(google: name), await MakeAsync(google: name));
        await _subject.SetFlagAsync(clone, _subject.FlagsThatAreOff[0]);

        Assert.Equal(new HashSet<CaseRef> { first, clone }, [.. await FindByNameAsync(name)]);
    }

    [Fact]
    public async Task GoogleCaseName_OfAClosedCase_FindsIt()
    {
        var name = NewName();
        var id = await MakeAsync(google: name);
        await _crm.CloseCaseAsync(id, Cancel);

        Assert.Equal([id], await FindByNameAsync(name));
    }

    [Fact]
    public async Task Flag_Off_IsNoWishToSynchronize()
    {
        var id = await MakeAsync();
        foreach (var flag in _subject.FlagsThatAreOff)
        {
            await _subject.SetFlagAsync(id, flag);

            var read = await ReadAsync(id);
            Assert.False(read.IsSyncRequested, $"'{flag}' is taken for on");
            Assert.DoesNotContain(await SearchAsync(read.UpdatedAt - TimeSpan.FromMinutes(5)), one => one.Ref == id);
        }
    }

    [Fact]
    public async Task Close_Twice_LeavesItClosed()
    {
        var id = await MakeAsync();
        await _crm.CloseCaseAsync(id, Cancel);
        await _crm.CloseCaseAsync(id, Cancel);

        Assert.Equal(CaseState.Closed, (await ReadAsync(id)).State);
    }

    [Fact]
    public async Task Close_ByAPerson_IsSeen()
    {
        var id = await MakeAsync();
        await _subject.CloseAsync(id);
        Assert.Equal(CaseState.Closed, (await ReadAsync(id)).State);
        await _subject.ReopenAsync(id);
        Assert.Equal(CaseState.Open, (await ReadAsync(id)).State);
    }

    [Fact]
    public async Task Close_OfACaseThatIsNotThere_IsMissing() =>
        await AssertMissingAsync(id => _crm.CloseCaseAsync(id, Cancel));

    [Fact]
    public async Task Reopen_OfAClosedCase_OpensIt()
    {
        Assert.SkipUnless(_crm.Traits.CanReopen, "This CRM cannot reopen.");
        var id = await MakeAsync();
        await _crm.CloseCaseAsync(id, Cancel);
        await _crm.ReopenCaseAsync(id, Cancel);

        Assert.Equal(CaseState.Open, (await ReadAsync(id)).State);
    }

    private Task<List<CaseRef>> FindByNameAsync(GoogleCaseName name) =>
        _crm.FindByGoogleCaseNameAsync(name, Cancel).Select(found => found.Ref).ToListAsync(Cancel).AsTask();

    private static async Task AssertMissingAsync(Func<CompanyCaseId, Task> write)
    {
        var e = await Assert.ThrowsAsync<RemoteCallException>(() => write(CompanyCaseId.Parse("99999999")));
        Assert.Equal((RemoteFailure.Missing, false), (e.Failure, e.MayHaveTakenEffect));
    }
}
