using CaseSync.GoogleMock.Rest;

namespace CaseSync.GoogleMock.CustomerCare;

/// <summary>The methods on one case.</summary>
internal sealed class CaseMethods(SupportDesk desk, Projects projects)
{
    public async Task CreateAsync(GoogleCall call)
    {
        var parent = call.Parent(projects);
        var by = Actor.Of(call.CallerEmail());
        var asked = await call.ReadAsync(CareJson.Default.CaseMessage);
        var opened = desk.Open(asked.ToNewCase(parent.Parent), by);
        await call.WriteAsync(opened.ToMessage(parent.Name), CareJson.Default.CaseMessage);
    }

    public Task GetAsync(GoogleCall call)
    {
        call.CallerEmail();
        return AnswerAsync(call, call.Case(desk, projects), named => named.Case);
    }

    public async Task PatchAsync(GoogleCall call)
    {
        call.CallerEmail();
        var named = call.Case(desk, projects);
        var patch = CasePatch.Parse(call.Query("updateMask"), await call.ReadAsync(CareJson.Default.CaseMessage));
        await AnswerAsync(call, named, _ => desk.Patch(named.Case.Number, patch.Apply));
    }

    public async Task CloseAsync(GoogleCall call)
    {
        call.CallerEmail();
        var named = call.Case(desk, projects);
        await call.ReadAsync(CareJson.Default.CloseCaseMessage);
        await AnswerAsync(call, named, _ => desk.Close(named.Case.Number));
    }

    public async Task EscalateAsync(GoogleCall call)
    {
        call.CallerEmail();
        var named = call.Case(desk, projects);
        var asked = await call.ReadAsync(CareJson.Default.EscalateCaseMessage);
        CaseWords.CheckEscalationReason(asked.Escalation?.Reason);
        if (string.IsNullOrEmpty(asked.Escalation?.Justification))
        {
            throw GoogleApiException.InvalidArgument("escalation.justification is required.");
        }
        await AnswerAsync(call, named, _ => desk.Escalate(named.Case.Number));
    }

    public async Task CommentAsync(GoogleCall call)
    {
        var by = Actor.Of(call.CallerEmail());
        var named = call.Case(desk, projects);
        var asked = await call.ReadAsync(CareJson.Default.CommentMessage);
        CareTranslation.RefuseOutputOnly(
            ("comment.name", asked.Name is not null),
            ("comment.create_time", asked.CreateTime is not null),
            ("comment.creator", asked.Creator is not null),
            ("comment.plain_text_body", asked.PlainTextBody is not null));
        var added = desk.AddComment(named.Case.Number, asked.Body, by);
        await call.WriteAsync(added.ToMessage(named.Name), CareJson.Default.CommentMessage);
    }

    private static Task AnswerAsync(GoogleCall call, NamedCase named, Func<NamedCase, SupportCase> change) =>
        call.WriteAsync(change(named).ToMessage(named.ParentName), CareJson.Default.CaseMessage);
}
