using CaseSync.Core.Doors;
using Google.Apis.Auth.OAuth2;
using Microsoft.Extensions.DependencyInjection;
using static CaseSync.Tests.Contracts.Store.DatastoreStub;
using static CaseSync.Tests.Contracts.Store.StoreSamples;

namespace CaseSync.Tests.Contracts.Store;

/// <summary>What the emulator never does: failing, deferring, answering in parts.</summary>
public sealed class DatastoreClientTests
{
    private const string Nothing = """{"readTime":"2026-11-01T08:00:00.123456789Z"}""";

    private static readonly StoreCommit s_conditional =
        StoreCommit.Of(new StoreWrite.PutGlobal(Global() with { Version = 5 }));

    private static readonly StoreCommit s_unconditional = StoreCommit.Of(new StoreWrite.PutItem("m", Item(Key("c1"))));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_ServerErrorsAndBrokenConnections_AreTriedAgain()
    {
        await using var stub = new DatastoreStub(
            Error(503, "UNAVAILABLE"), Break(HttpRequestError.ResponseEnded), Error(500, "INTERNAL"),
            Answer(200, Nothing));

        Assert.Null(await stub.Open().FindGlobalAsync(Cancel));

        Assert.Equal(4, stub.Requests.Count);
        Assert.Equal(3, stub.Clock.Waits.Count);
    }

    [Fact]
    public async Task Read_StillFailing_GivesUpAfterFourAttempts()
    {
        await using var stub = new DatastoreStub([.. Enumerable.Repeat(Error(503, "UNAVAILABLE"), 5)]);

        var failure = await Assert.ThrowsAsync<RemoteCallException>(() => stub.Open().FindGlobalAsync(Cancel));

        Assert.Equal(4, stub.Requests.Count);
        Assert.Equal(("store", "lookup"), (failure.System, failure.Operation));
        Assert.Equal(RemoteFailure.Unavailable, failure.Failure);
        Assert.False(failure.MayHaveTakenEffect);
    }

    [Fact]
    public async Task Read_ShortRetryAfter_IsWaitedFor()
    {
        await using var stub = new DatastoreStub(Error(429, "RESOURCE_EXHAUSTED", "7"), Answer(200, Nothing));

        await stub.Open().FindGlobalAsync(Cancel);

        Assert.Equal([TimeSpan.FromSeconds(7)], stub.Clock.Waits);
    }

    [Fact]
    public async Task Read_LongRetryAfter_IsTheCallersToWait()
    {
        await using var stub = new DatastoreStub(Error(429, "RESOURCE_EXHAUSTED", "60"));

        var failure = await Assert.ThrowsAsync<RemoteCallException>(() => stub.Open().FindGlobalAsync(Cancel));

        Assert.Equal((RemoteFailure.Throttled, TimeSpan.FromSeconds(60)), (failure.Failure, failure.RetryAfter));
    }

    [Theory]
    [InlineData(503, "UNAVAILABLE")]
    [InlineData(500, "INTERNAL")]
    [InlineData(504, "DEADLINE_EXCEEDED")]
    public async Task Commit_ServerError_IsSentOnceAndMayHaveTakenEffect(int status, string canonical)
    {
        await using var stub = new DatastoreStub(Error(status, canonical), Answer(200, """{"mutationResults":[{}]}"""));

        var failure = await FailAsync(stub, s_conditional);

        Assert.Single(stub.Requests);
        Assert.True(failure.MayHaveTakenEffect);
        Assert.Equal(("commit", status), (failure.Operation, failure.Status));
        Assert.Equal(RemoteFailure.Unavailable, failure.Failure);
    }

    [Theory]
    [InlineData(HttpRequestError.ResponseEnded, true)]
    [InlineData(HttpRequestError.ConnectionError, false)]
    [InlineData(HttpRequestError.NameResolutionError, false)]
    public async Task Commit_BrokenConnection_MayHaveTakenEffectOnceSent(
        HttpRequestError error, bool mayHaveTakenEffect)
    {
        await using var stub = new DatastoreStub(Break(error));

        var failure = await FailAsync(stub, s_conditional);

        Assert.Equal(RemoteFailure.Unavailable, failure.Failure);
        Assert.Equal(mayHaveTakenEffect, failure.MayHaveTakenEffect);
    }

    [Fact]
    public async Task Commit_NoAnswerWithinTwentySeconds_MayHaveTakenEffect()
    {
        await using var stub = new DatastoreStub(NeverAsync);
        stub.Clock.WaitMax = TimeSpan.FromSeconds(20);

        var failure = await FailAsync(stub, s_conditional);

        Assert.Equal((RemoteFailure.Unavailable, true), (failure.Failure, failure.MayHaveTakenEffect));
    }

    [Fact]
    public async Task Commit_CallerCancels_IsNoFailureOfTheStores()
    {
        using var caller = new CancellationTokenSource();
        await using var stub = new DatastoreStub(cancel =>
        {
            caller.Cancel();
            return NeverAsync(cancel);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => stub.Open().TryCommitAsync(s_conditional, caller.Token));
    }

    [Theory]
    [InlineData(409, "ALREADY_EXISTS")]
    [InlineData(409, "ABORTED")]
    [InlineData(400, "FAILED_PRECONDITION")]
    [InlineData(404, "NOT_FOUND")]
    public async Task Commit_LostRace_IsFalse(int status, string canonical)
    {
        await using var stub = new DatastoreStub(Error(status, canonical));

        Assert.False(await stub.Open().TryCommitAsync(s_conditional, Cancel));
    }

    [Fact]
    public async Task Commit_ConflictAnsweredWith200_IsFalse()
    {
        await using var stub = new DatastoreStub(Answer(200, """{"mutationResults":[{"conflictDetected":true}]}"""));

        Assert.False(await stub.Open().TryCommitAsync(s_conditional, Cancel));
    }

    [Theory]
    [InlineData(409, "ABORTED", RemoteFailure.Unavailable)]
    [InlineData(404, "NOT_FOUND", RemoteFailure.Denied)]
    [InlineData(403, "PERMISSION_DENIED", RemoteFailure.Denied)]
    [InlineData(401, "UNAUTHENTICATED", RemoteFailure.Denied)]
    [InlineData(400, "INVALID_ARGUMENT", RemoteFailure.Rejected)]
    [InlineData(400, "FAILED_PRECONDITION", RemoteFailure.Conflict)]
    [InlineData(429, "RESOURCE_EXHAUSTED", RemoteFailure.Throttled)]
    public async Task Commit_NothingToLose_Throws(int status, string canonical, RemoteFailure expected)
    {
        await using var stub = new DatastoreStub(Error(status, canonical));

        var failure = await FailAsync(stub, s_unconditional);

        Assert.Equal(expected, failure.Failure);
        Assert.False(failure.MayHaveTakenEffect);
        Assert.Contains($"answered {status} {canonical}: said so", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(502, "<html>Bad gateway</html>")]
    [InlineData(200, "<html>Please log in</html>")]
    public async Task Commit_AnswerIsNotDatastores_IsUnavailable(int status, string body)
    {
        await using var stub = new DatastoreStub(Answer(status, body));

        var failure = await FailAsync(stub, s_conditional);

        Assert.Equal((RemoteFailure.Unavailable, true), (failure.Failure, failure.MayHaveTakenEffect));
    }

    [Fact]
    public async Task Find_SomeKeysDeferred_AsksForThemAgain()
    {
        await using var stub = new DatastoreStub(
            Answer(200, $$"""
                {"found":[{{Found("company:1")}}],"deferred":[{{FoundKey("company:2")}}],
                 "readTime":"2026-11-01T08:00:00Z"}
                """),
            Answer(200, $$"""{"found":[{{Found("company:2")}}],"readTime":"2026-11-01T08:00:09Z"}"""));

        var found = await stub.Open().FindAsync([Identity("1").Key, Identity("2").Key], Cancel);

        Assert.Equal(["company:1", "company:2"], found.Identities.Keys.Select(k => k.Value).Order());
        Assert.Equal(Start, found.StoreTime);
        var asked = Assert.Single(stub.Requests[1].Body["keys"]!.AsArray())!;
        Assert.Equal("company:2", (string?)asked["path"]![0]!["name"]);
    }

    [Fact]
    public async Task List_AnswerInParts_GoesOnWhereThePartEnds()
    {
        await using var stub = new DatastoreStub(
            Answer(200, """
                {"batch":{"moreResults":"NOT_FINISHED","endCursor":"c1","readTime":"2026-11-01T08:00:00Z"}}
                """),
            Answer(200, """{"batch":{"moreResults":"NO_MORE_RESULTS","readTime":"2026-11-01T08:00:05Z"}}"""));

        var page = await stub.Open().ListAsync(new MappingQuery.Open(), null, 10, Cancel);

        Assert.Equal((Start, null), (page.StoreTime, page.Cursor));
        Assert.Equal("c1", (string?)stub.Requests[1].Body["query"]!["startCursor"]);
    }

    [Fact]
    public async Task Request_ToAnEmulator_IsPlainAndUnsigned()
    {
        await using var stub = new DatastoreStub(Answer(200, Nothing));

        await stub.Open().FindGlobalAsync(Cancel);

        var (address, authorization, _) = Assert.Single(stub.Requests);
        Assert.Equal("http://emulator.test:8432/v1/projects/the-project:lookup", address.AbsoluteUri);
        Assert.Null(authorization);
    }

    [Fact]
    public async Task Request_ToGoogle_IsSignedAndNamesTheDatabase()
    {
        await using var stub = new DatastoreStub(Answer(200, Nothing));
        var store = stub.Open(services =>
        {
            services.AddSingleton<ITokenAccess>(GoogleCredential.FromAccessToken("token"));
            services.Configure<Storage.StoreOptions>(o => (o.EmulatorHost, o.DatabaseId) = (null, "casesync"));
        });

        await store.FindGlobalAsync(Cancel);

        var (address, authorization, body) = Assert.Single(stub.Requests);
        Assert.Equal("https://datastore.googleapis.com/v1/projects/the-project:lookup", address.AbsoluteUri);
        Assert.Equal("Bearer token", authorization);
        Assert.Equal("casesync", (string?)body["databaseId"]);
        Assert.Equal(
            """{"projectId":"the-project","databaseId":"casesync","namespaceId":"ns"}""",
            body["keys"]![0]!["partitionId"]!.ToJsonString());
    }

    private static Task<RemoteCallException> FailAsync(DatastoreStub stub, StoreCommit commit) =>
        Assert.ThrowsAsync<RemoteCallException>(() => stub.Open().TryCommitAsync(commit, Cancel));

    private static string FoundKey(string name) =>
        $$$"""{"path":[{"kind":"CaseIdentity","name":"{{{name}}}"}],"partitionId":{"projectId":"the-project"}}""";

    private static string Found(string name) => $$$"""
        {"entity":{"key":{{{FoundKey(name)}}},
         "properties":{"v":{"integerValue":"1"},"of a later release":{"doubleValue":1.5} } },"version":"12"}
        """;
}
