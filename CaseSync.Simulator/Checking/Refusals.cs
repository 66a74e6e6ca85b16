using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Systems;

namespace CaseSync.Simulator.Checking;

/// <summary>What the connector recorded, or said, that it could not copy.</summary>
internal static class Refusals
{
    /// <summary>It was, and for a reason: a refusal without one is a loss.</summary>
    public static bool WasRefused(World world, ServerCase source, ItemKind kind, string id)
    {
        if (!IsJustified(world, source, kind, id))
        {
            return false;
        }

        if (kind == ItemKind.Case)
        {
            // The sweep tries it anew each day.
            return world.Store.WasEverRefused(new ItemKey(source.Current.Ref.Side, kind, id));
        }

        var start = $"[CaseSync: {(kind == ItemKind.Comment ? "comment" : "attachment")} {id} not copied]";
        return source.Comments.Exists(
            comment => comment.IsOurs && comment.Shown.Body.StartsWith(start, StringComparison.Ordinal))
            || IsRecorded(world, new ItemKey(source.Current.Ref.Side, kind, id), source);
    }

    /// <summary>
    /// Whether the other side does refuse it: the text is one that it never takes, the file is too large, or the case
    /// was closed.
    /// </summary>
    public static bool IsJustified(World world, ServerCase source, ItemKind kind, string id)
    {
        var target = world.ServerOf(source.Current.Ref.Side.Other()).Settings;
        if (kind == ItemKind.Case)
        {
            return ServerRules.IsUnmakeable(source);
        }

        if (kind == ItemKind.Comment)
        {
            var comment = source.Comments.Find(comment => comment.Shown.Id == id);
            return (comment is not null && (comment.Shown.Body.Contains(ServerRules.Refused, StringComparison.Ordinal)
                    || comment.Shown.Body.Contains(ServerRules.Failing, StringComparison.Ordinal)))
                || WasClosed(comment?.VisibleAt ?? 0);
        }

        var file = source.Files.Find(file => file.Shown.Id == id);
        return file?.Shown.FileName.Contains(ServerRules.Failing, StringComparison.Ordinal) == true
            || file?.Shown.SizeBytes > Math.Min(target.FileBytesMax, target.Traits.AttachmentBytesMax)
            || WasClosed(file?.VisibleAt ?? 0);

        bool WasClosed(long since) => target.ClosedRefuses
            && world.AllCounterpartsOf(source).Any(other => other.WasClosedAfter(since));
    }

    /// <summary>Which item a notice says is not copied; null of any other text.</summary>
    public static (ItemKind Kind, string Id)? FindNotCopied(string body) =>
        body.Split(' ') is ["[CaseSync:", "comment" or "attachment", var id, "not", "copied]", ..] words
            ? (words[1] == "comment" ? ItemKind.Comment : ItemKind.Attachment, id) : null;

    /// <summary>
    /// One of the cases has something that the other side never takes, and the 24 hours of trying it are not over for
    /// certain.
    /// </summary>
    public static bool AwaitsRefusal(World world, params IEnumerable<ServerCase?> cases) =>
        world.MayAwaitRefusal && world.People.Poisoned.Any(held => cases.Contains(held));

    /// <summary>
    /// A lost store has forgotten our account, and the closed Google case refuses the notice whose answer would name
    /// it: what is on it waits for the setting, or for an answer to a write on another case.
    /// </summary>
    public static bool AwaitsAccount(World world, ServerCase? google) => google?.Current.State == CaseState.Closed
        && world.Google.Settings is { KnowsOwnAccount: false, ClosedRefuses: true }
        && world.Store is { Losses: > 0, Content.Global.LearnedGoogleAccount: null };

    // Where the source is closed and takes no comments, the record alone must do; clean-up deletes that with its
    // mapping.
    private static bool IsRecorded(World world, ItemKey key, ServerCase source)
    {
        if (world.Store.HasBuried(source.Current.Ref))
        {
            return world.Store.WasEverRefused(key);
        }

        var identity = world.Store.Content.Identities.GetValueOrDefault(IdentityKey.Of(source.Current.Ref).Value);
        return identity?.MappingId is { } mapping
            && world.Store.Content.Items.GetValueOrDefault(mapping)?.Values.Any(
                item => item is { State: ItemState.Refused, Reason: not null }
                    && item.Key with { Part = 1 } == key) == true;
    }
}
