using System.Diagnostics;
using System.Net;
using System.Text.Json;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Crm;
using CaseSync.Crm.Generic;
using CaseSync.ServiceDefaults.Settings;
using CaseSync.Syncer;
using CaseSync.Tests.Builders;
using CaseSync.Tests.Doors;
using CaseSync.Tests.RemoteCalls;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CaseSync.Tests.Operating;

/// <summary>A system that answers with what somebody wrote: none of it may reach a span.</summary>
public sealed class SpanTextTests
{
    private const string Secret = "my password is hunter2 and nobody may know";

    [Theory]
    [InlineData($"The comment {Secret} is not allowed.")]
    [InlineData($"The comment \"{Secret}\" is not allowed.")]
    [InlineData($"The comment '{Secret}' is not allowed.")]
    [InlineData($"Not allowed:\n{Secret}")]
    public async Task Spans_OfAWriteWhoseAnswerEchoesTheComment_HoldCallAndStatusOnly(string detail)
    {
        using var spans = new Spans();

        var result = Assert.IsType<StepResult.Refused>(Assert.Single(await WriteAsync(detail)));

        Assert.DoesNotContain("hunter2", spans.Text(), StringComparison.Ordinal);
        var write = Assert.Single(spans.Named("AddComment"));
        Assert.Equal("refused", write.GetTagItem("casesync.outcome"));
        const string Outline = "company comments.create: 422 Rejected";
        Assert.Equal(Outline, write.GetTagItem("casesync.reason"));
        Assert.Equal((ActivityStatusCode.Error, Outline), (write.Status, write.StatusDescription));
        Assert.NotEmpty(result.Reason);
    }

    private static async Task<IReadOnlyList<StepResult>> WriteAsync(string detail)
    {
        var cancel = TestContext.Current.CancellationToken;
        var clock = new FakeTimeProvider(A.Noon);
        var answer = JsonSerializer.Serialize(new { type = "about:blank", title = "Unprocessable", detail });
        var system = new ScriptedSystem(ScriptedSystem.Json(answer, HttpStatusCode.UnprocessableEntity));
        var crm = new GenericCrm(system.Api("company"), new CrmOptions(), NullLogger<GenericCrm>.Instance);
        var executor = new SyncPlanExecutor(
            new Jobs.ScriptedSystem(Side.Google), crm, new ServedSides(), clock, Options.Create(new SyncOptions()),
            NullLogger<SyncPlanExecutor>.Instance);
        var lease = await CaseLease.TryTakeAsync(
            OneMappingStore.With(A.Pair), clock, IdentityKey.Of(A.GoogleName), A.Pair, [], "s/1",
            TimeSpan.FromMinutes(1),
            A.Noon, clock.GetTimestamp(), cancel);
        var sent = A.Item(new ItemKey(Side.Google, ItemKind.Comment, "3"), ItemState.Intent);
        var step = new SyncStep(new SyncAction.AddComment(Secret), sent);
        return (await executor.RunAsync(
            A.Quiet(Side.Google), new SyncPlan { Steps = [step] }, lease!, clock.GetTimestamp(), cancel)).Steps;
    }
}
