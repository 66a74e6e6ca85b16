using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Simulator.Running;

namespace CaseSync.Simulator.Storing;

/// <summary>
/// The store itself: versions, commits that are made whole or not at all, a clock of its own, and yesterday's backup.
/// </summary>
internal sealed class SimulatedStore(World world)
{
    private readonly Dictionary<string, DateTimeOffset?> _buried = [];
    private readonly HashSet<ItemKey> _refused = [];
    private readonly HashSet<string> _notices = [];
    private StoreContent _content = new();
    private readonly List<long> _wipedAt = [];
    private StoreContent? _backup;
    private long _version;

    /// <summary>How often its content was lost in part or whole.</summary>
    public int Losses { get; private set; }

    public StoreContent Content => _content;

    public DateTimeOffset Now => world.Time + world.Plan.StoreClockOffset;

    public bool TryCommit(StoreCommit commit)
    {
        CheckDistinct(commit);
        if (!world.Without.Is(Hosting.Without.Version))
        {
            foreach (var write in commit.Writes)
            {
                if (!IsCurrent(write))
                {
                    return false;
                }
            }
        }

        NoteRare(commit);
        foreach (var write in commit.Writes)
        {
            Apply(write);
        }

        return true;
    }

    public CaseMapping? FindMapping(CaseRef id) =>
        _content.Identities.GetValueOrDefault(IdentityKey.Of(id).Value)?.MappingId is { } mapping
            ? _content.Mappings.GetValueOrDefault(mapping)
            : null;

    /// <summary>Whether clean-up ever deleted its mapping, and with it the ledger.</summary>
    public bool HasBuried(CaseRef id) => _buried.ContainsKey(IdentityKey.Of(id).Value);

    /// <summary>As it was when clean-up deleted its mapping; long ago, if that never happened.</summary>
    public DateTimeOffset BuriedVersionOf(CaseRef id) =>
        _buried.GetValueOrDefault(IdentityKey.Of(id).Value) ?? DateTimeOffset.MinValue;

    /// <summary>Null where it was restored too: then it may know again what it had forgotten.</summary>
    public IReadOnlyList<long>? WipedAt => Losses == _wipedAt.Count ? _wipedAt : null;

    /// <summary>
    /// When the connector began anew with the store that was wiped last: what was closed by then is none of its. Null:
    /// never wiped.
    /// </summary>
    public long? BegunAnewAt { get; private set; }

    /// <summary>Whether the ledger ever knew that it was said.</summary>
    public bool HasRecordedNotice(string commentId) => _notices.Contains(commentId);

    public bool WasEverRefused(ItemKey key) => _refused.Contains(key);

    public void BackUp() => _backup = _content.Copy();

    public void Wipe()
    {
        Losses++;
        _wipedAt.Add(world.Now);
        _content = new StoreContent();
    }

    /// <summary>As an operator does it: the backup, then a new epoch, as <c>RebuildStore</c> begins one.</summary>
    public void Restore()
    {
        if (_backup?.Global is { } global)
        {
            Losses++;
            _content = _backup.Copy();
            _content.Global = global.WithNewEpoch(Now) with { Version = ++_version };
            foreach (var mapping in _content.Mappings.Values.ToList())
            {
                _content.Mappings[mapping.Id] = mapping.WithTasksForgotten() with { Version = ++_version };
            }
        }
    }

    private bool IsCurrent(StoreWrite write) => write switch
    {
        StoreWrite.PutGlobal put => (_content.Global?.Version ?? 0) == put.Global.Version,
        StoreWrite.PutMapping put =>
            (_content.Mappings.GetValueOrDefault(put.Mapping.Id)?.Version ?? 0) == put.Mapping.Version,
        StoreWrite.PutIdentity put =>
            (_content.Identities.GetValueOrDefault(put.Identity.Key.Value)?.Version ?? 0) == put.Identity.Version,
        StoreWrite.DeleteMapping delete =>
            _content.Mappings.GetValueOrDefault(delete.Mapping.Id)?.Version == delete.Mapping.Version,
        StoreWrite.DeleteIdentity delete =>
            _content.Identities.GetValueOrDefault(delete.Identity.Key.Value)?.Version == delete.Identity.Version,
        _ => true,
    };

    private static void CheckDistinct(StoreCommit commit)
    {
        if (commit.Writes.Count < 2)
        {
            return;
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var write in commit.Writes)
        {
            if (write is not (StoreWrite.PutItem or StoreWrite.DeleteItem) && !keys.Add(KeyOf(write)))
            {
                throw new ArgumentException($"A commit writes {KeyOf(write)} twice.");
            }
        }
    }

    private void NoteRare(StoreCommit commit)
    {
        var (buries, revives, refusesLate) = (false, false, false);
        foreach (var write in commit.Writes)
        {
            if (write is StoreWrite.PutIdentity { Identity: var identity })
            {
                var key = identity.Key.Value;
                revives |= identity.MappingId is not null
                    && _content.Identities.GetValueOrDefault(key)?.Tombstone is not null;
                if (identity.Tombstone is { } tombstone)
                {
                    buries = true;
                    _buried[key] = key.StartsWith("google:", StringComparison.Ordinal)
                        ? tombstone.GoogleVersion
                        : tombstone.CompanyVersion;
                }
            }
            else if (write is StoreWrite.PutItem { Item: { State: ItemState.Refused } item })
            {
                _refused.Add(item.Key with { Part = 1 });
                refusesLate |= item.Reason?.Contains("24 hours", StringComparison.Ordinal) == true;
            }
            else if (write is StoreWrite.PutItem
            {
                Item:
                {
                    State: ItemState.Done, Key.Kind: ItemKind.Notice,
                    TargetId: { } notice
                }
            })
            {
                _notices.Add(notice);
            }
        }

        CountIf(buries, Tally.Buried);
        CountIf(revives, Tally.Revived);
        CountIf(refusesLate, Tally.RefusedAfterADay);
    }

    private void NoteBeginning()
    {
        if (_content.Global is null && _wipedAt.Count > 0)
        {
            BegunAnewAt = world.Now;
            foreach (var held in world.Google.Cases.Concat(world.Crm.Cases))
            {
                held.StoreLost();
            }
        }
    }

    private void CountIf(bool happened, string what)
    {
        if (happened)
        {
            world.Tally.Count(what);
        }
    }

    private void Apply(StoreWrite write)
    {
        switch (write)
        {
            case StoreWrite.PutGlobal put:
                NoteBeginning();
                _content.Global = put.Global with { Version = ++_version };
                break;
            case StoreWrite.PutMapping put:
                _content.Mappings[put.Mapping.Id] = put.Mapping with { Version = ++_version };
                break;
            case StoreWrite.PutIdentity put:
                _content.Identities[put.Identity.Key.Value] = put.Identity with { Version = ++_version };
                break;
            case StoreWrite.PutItem put:
                _content.ItemsOf(put.MappingId)[put.Item.Key] = put.Item;
                break;
            case StoreWrite.DeleteMapping delete:
                _content.Mappings.Remove(delete.Mapping.Id);
                _content.Items.Remove(delete.Mapping.Id);
                break;
            case StoreWrite.DeleteIdentity delete:
                _content.Identities.Remove(delete.Identity.Key.Value);
                break;
            case StoreWrite.DeleteItem delete:
                _content.ItemsOf(delete.MappingId).Remove(delete.Key);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static string KeyOf(StoreWrite write) => write switch
    {
        StoreWrite.PutGlobal => "Global",
        StoreWrite.PutMapping put => $"mapping {put.Mapping.Id}",
        StoreWrite.DeleteMapping delete => $"mapping {delete.Mapping.Id}",
        StoreWrite.PutIdentity put => $"identity {put.Identity.Key}",
        StoreWrite.DeleteIdentity delete => $"identity {delete.Identity.Key}",
        _ => "",
    };
}
