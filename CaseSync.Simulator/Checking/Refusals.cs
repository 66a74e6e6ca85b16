using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Systems;

namespace CaseSync.Simulator.Checking;

/// <summary>What the connector recorded, or said, that it could not copy.</summary>
internal static class Refusals
{
    public static bool WasRefused(World world, ServerCase source, ItemKind kind, string id)
    {
        var start = $"[CaseSync: {(kind == ItemKind.Comment ? "comment" : "attachment")} {id} not copied]";
        return source.Comments.Exists(comment => comment.IsOurs && comment.Shown.Body.StartsWith(start, StringComparison.Ordinal))
            || IsRecorded(world, new ItemKey(source.Current.Ref.Side, kind, id), source);
    }

    /// <summary>One of the cases has a comment that the other side never takes, and its 24 hours of trying are not over.</summary>
    public static bool AwaitsRefusal(World world, params IEnumerable<ServerCase?> cases) => world.MayAwaitRefusal && world.People.Poison.Any(
        poison => cases.Contains(poison.On) && !WasRefused(world, poison.On, ItemKind.Comment, poison.Comment.Shown.Id));

    /// <summary>
    /// A lost store has forgotten our account, and the closed Google case refuses the notice whose answer would name it: what is on it waits for the
    /// setting, or for an answer to a write on another case.
    /// </summary>
    public static bool AwaitsAccount(World world, ServerCase? google) => google?.Current.State == CaseState.Closed
        && world.Google.Settings is { KnowsOwnAccount: false, ClosedRefuses: true }
        && world.Store is { Losses: > 0, Content.Global.LearnedGoogleAccount: null };

    // Where the source is closed and takes no comments, the record alone must do; clean-up deletes that with its mapping.
    private static bool IsRecorded(World world, ItemKey key, ServerCase source)
    {
        if (world.Store.HasBuried(source.Current.Ref))
        {
            return world.Store.WasEverRefused(key);
        }

        var identity = world.Store.Content.Identities.GetValueOrDefault(IdentityKey.Of(source.Current.Ref).Value);
        return identity?.MappingId is { } mapping
            && world.Store.Content.Items.GetValueOrDefault(mapping)?.Values.Any(
                item => item is { State: ItemState.Refused, Reason: not null } && item.Key with { Part = 1 } == key) == true;
    }
}
