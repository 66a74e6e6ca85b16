using System.Runtime.CompilerServices;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Simulator.Faulting;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Scheduling;

namespace CaseSync.Simulator.Systems;

/// <summary>One process's connection to one of the two systems.</summary>
internal abstract class CaseSystemPort(World world, SimulatedProcess process, CaseServer server) : ICaseSystem
{
    protected Wire Wire { get; } = new(world, process, server.Target);

    protected CaseServer Server { get; } = server;

    public SideTraits Traits { get; } = world.Without.Of(server.Settings.Traits);

    public async IAsyncEnumerable<CasePage> SearchUpdatedAsync(
        DateTimeOffset? updatedAfter, [EnumeratorCancellation] CancellationToken cancel)
    {
        var reader = new CaseSearch(
            world, Server, world.Without.SearchFrom(updatedAfter, Server.Settings.Traits, world.Plan.Polling));
        while (!reader.IsAtEnd)
        {
            yield return await Wire.CallAsync(
                "cases.search", CallKind.Read, "", () => Whole("cases.search", reader.ReadPage()), cancel);
        }
    }

    public Task<CaseRead> FindCaseAsync(CaseRef id, CancellationToken cancel) => Wire.CallAsync(
        "cases.get", CallKind.Read, id.Value,
        () => new CaseRead(
            Server.Find(CaseServer.KeyOf(id)) is { } held ? world.Without.Of(held.Shown(held.Current)) : null,
            Server.HeaderTime),
        cancel);

    public Task<SupportCase> CreateCaseAsync(NewCase draft, CancellationToken cancel) => Wire.CallAsync(
        "cases.create", CallKind.Write, draft.Title,
        () =>
        {
            ServerRules.CheckText(Server, draft.Title, "cases.create");
            return Server.Create(draft, Server.Settings.OurAuthor, isOurs: true, isSyncRequested: true).Current;
        },
        cancel);

    public Task SetPriorityAsync(CaseRef id, Priority priority, CancellationToken cancel) => ChangeAsync(
        "cases.patch", id, $"priority {priority}", seen => seen with { Priority = Traits.StoredPriority(priority) },
        held => held.PriorityAnswer ?? (IsClosedGoogleCase(held) ? 400 : null), cancel);

    public Task CloseCaseAsync(CaseRef id, CancellationToken cancel) =>
        ChangeAsync("cases.close", id, "close", seen => seen with { State = CaseState.Closed }, _ => null, cancel);

    public IAsyncEnumerable<Comment> ReadCommentsAsync(CaseRef id, CancellationToken cancel) => ReadItemsAsync(
        "comments.list", id, found => found.Comments,
        item => (item.Order, item.VisibleAt, world.Without.Of(item.Shown, Server.Settings)), cancel);

    public IAsyncEnumerable<Attachment> ReadAttachmentsAsync(CaseRef id, CancellationToken cancel) => ReadItemsAsync(
        "attachments.list", id, found => found.Files,
        item => (item.Order, item.VisibleAt, world.Without.Of(item.Shown)), cancel);

    public Task<WriteReceipt> AddCommentAsync(CaseRef id, string body, CancellationToken cancel) => Wire.CallAsync(
        "comments.create", CallKind.Write, $"{id}: {Shorten(body)}",
        () =>
        {
            var to = Get("comments.create", id);
            ServerRules.CheckComment(Server, to, body);
            var added = Server.AddComment(to, body, Server.Settings.OurAuthor, isOurs: true);
            return new WriteReceipt(added.Shown.Id, added.Shown.Author);
        },
        cancel);

    public Task<Stream> OpenAttachmentAsync(CaseRef id, Attachment attachment, CancellationToken cancel) =>
        Wire.CallAsync<Stream>(
        "attachments.get", CallKind.Read, $"{id} {attachment.Id}",
        () =>
        {
            var file = Get("attachments.get", id).Files.FirstOrDefault(file => file.Shown.Id == attachment.Id)
                ?? throw Wire.Error("attachments.get", 404);
            return new SimulatedFile(world, process, Wire, file);
        },
        cancel);

    public async Task<WriteReceipt> AddAttachmentAsync(
        CaseRef id, NewAttachment file, Stream content, CancellationToken cancel)
    {
        var bytes = await SimulatedFile.ReadAllAsync(content, cancel);
        if (world.Faults.TakeBrokenBody(Server.Target, Body.Upload))
        {
            // The sender cannot tell where; here the system had not all of it.
            throw Wire.Broken("attachments.create", "broke off in the middle of the file", mayHaveTakenEffect: true);
        }

        return await Wire.CallAsync(
            "attachments.create", CallKind.Write, $"{id}: {file.FileName}",
            () =>
            {
                var to = Get("attachments.create", id);
                ServerRules.CheckFile(Server, to, file);
                var added = Server.AddFile(to, file, bytes, Server.Settings.OurAuthor, isOurs: true);
                return new WriteReceipt(added.Shown.Id, added.Shown.Author);
            },
            cancel);
    }

    public abstract Task<string?> FindOwnAccountAsync(CancellationToken cancel);

    protected Task ChangeAsync(
        string operation, CaseRef id, string what, Func<SupportCase, SupportCase> change,
        Func<ServerCase, int?> refuse, CancellationToken cancel) => Wire.CallAsync(
            operation, CallKind.Write, $"{id}: {what}",
            () =>
            {
                var held = Get(operation, id);
                if (refuse(held) is { } status)
                {
                    throw Wire.Error(operation, status, isWrite: true);
                }

                Server.Change(held, change);
                return true;
            },
            cancel);

    // Google patches no closed case.
    private static bool IsClosedGoogleCase(ServerCase held) =>
        held.Current is { Ref.Side: Side.Google, State: CaseState.Closed };

    private TPage Whole<TPage>(string operation, TPage page) => world.Faults.TakeBrokenBody(Server.Target, Body.List)
        ? throw Wire.Broken(operation, "broke off in the middle of the list", mayHaveTakenEffect: false) : page;

    private ServerCase Get(string operation, CaseRef id) =>
        Server.Find(CaseServer.KeyOf(id)) ?? throw Wire.Error(operation, 404);

    // The pages are those of the moment at which each is read: what is added meanwhile shifts them, where they are
    // counted.
    private async IAsyncEnumerable<TShown> ReadItemsAsync<TItem, TShown>(
        string operation, CaseRef id, Func<ServerCase, List<TItem>> list,
        Func<TItem, (long Order, long VisibleAt, TShown Shown)> look,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var pages = new ItemPages<TItem, TShown>(world, Server, look);
        while (!pages.IsAtEnd)
        {
            var page = await Wire.CallAsync(
                operation, CallKind.Read, id.Value, () => Whole(operation, pages.Read(list(Get(operation, id)))),
                cancel);
            if (!pages.IsAtEnd)
            {
                world.Faults.BetweenPages(Server, id);
            }

            foreach (var item in page)
            {
                yield return item;
            }
        }
    }

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..80];
}
