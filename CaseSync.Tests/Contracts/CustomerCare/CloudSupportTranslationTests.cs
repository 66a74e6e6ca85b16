using System.Text.Json;
using CaseSync.Core.Cases;
using CaseSync.Google.CustomerCare;

namespace CaseSync.Tests.Contracts.CustomerCare;

public sealed class CloudSupportTranslationTests
{
    [Fact]
    public void Case_WithNothingButItsName_IsRead()
    {
        var seen = Read("""{"name":"projects/shop/cases/1"}""");
        Assert.NotNull(seen);
        Assert.Null(seen.Title);
        Assert.Null(seen.Priority);
        Assert.Null(seen.UpdatedAt);
        Assert.Equal((CaseState.Open, Author.Unknown, true), (seen.State, seen.Creator, seen.IsSyncRequested));
    }

    [Theory]
    [InlineData("P0", Priority.P0)]
    [InlineData("P4", Priority.P4)]
    [InlineData("P5", null)]
    [InlineData("PRIORITY_UNSPECIFIED", null)]
    public void Priority_OfTheApi_IsOursOrNone(string wire, Priority? priority) =>
        Assert.Equal(priority, Read($$"""{"name":"projects/shop/cases/1","priority":"{{wire}}"}""")!.Priority);

    [Theory]
    [InlineData("CLOSED", CaseState.Closed)]
    [InlineData("NEW", CaseState.Open)]
    [InlineData("SOLUTION_PROVIDED", CaseState.Open)]
    [InlineData("SOMETHING_NEW", CaseState.Open)]
    public void State_OfTheApi_IsOpenUnlessItIsClosed(string wire, CaseState state) =>
        Assert.Equal(state, Read($$"""{"name":"projects/shop/cases/1","state":"{{wire}}"}""")!.State);

    [Theory]
    [InlineData("2026-11-24T10:00:00Z", 0)]
    [InlineData("2026-11-24T10:00:00.5Z", 5_000_000)]
    [InlineData("2026-11-24T10:00:00.123456789Z", 1_234_560)] // A version has whole microseconds, as stores do.
    [InlineData("2026-11-24T12:00:00.123456+02:00", 1_234_560)]
    public void Time_OfAnyPrecision_IsRead(string wire, long ticks) => Assert.Equal(
        new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.Zero).AddTicks(ticks),
        Read($$"""{"name":"projects/shop/cases/1","updateTime":"{{wire}}"}""")!.UpdatedAt);

    [Theory]
    [InlineData("""{"username":"u@x.test","email":"e@x.test"}""", "u@x.test")]
    [InlineData("""{"email":"e@x.test","googleSupport":true}""", "e@x.test")]
    [InlineData("""{"username":"","email":""}""", null)]
    public void Account_OfACreator_IsTheUsernameElseTheEMail(string creator, string? account) =>
        Assert.Equal(account, Read($$"""{"name":"projects/shop/cases/1","creator":{{creator}}}""")!.Creator.Account);

    [Fact]
    public void Case_WithFieldsToCome_IsRead() =>
        Assert.NotNull(Read("""{"name":"projects/shop/cases/1","mood":{"color":[1]}}"""));

    private static SupportCase? Read(string json) =>
        CloudSupportTranslation.FindCase(JsonSerializer.Deserialize(json, CloudSupportJson.Default.WireCase)!);
}
