using System.Text;
using CaseSync.Core.Doors;

namespace CaseSync.Storage.Entities;

/// <summary>Datastore's limits, held for both databases so that a local run meets them too.</summary>
internal static class EntityLimits
{
    /// <summary>
    /// Datastore takes 1 MiB of an entity and 1,000,000 bytes of a text; the difference leaves room for the rest.
    /// </summary>
    public const int BytesMax = 1_000_000;

    private const int NameBytesMax = 1_500;

    public static StoredEntity Checked(StoredEntity entity)
    {
        CheckName(entity.Key, entity.Key.Name);
        if (entity.Key.Parent is { } parent)
        {
            CheckName(entity.Key, parent);
        }

        var bytes = entity.Properties.Sum(
            p => p.Key.Length + (p.Value.Text is { } text ? Encoding.UTF8.GetByteCount(text) : sizeof(long)));
        if (bytes > BytesMax)
        {
            throw Refusal($"{entity.Key} is {bytes} bytes long; the store takes at most {BytesMax}");
        }

        return entity;
    }

    private static void CheckName(EntityKey key, string name)
    {
        var bytes = Encoding.UTF8.GetByteCount(name);
        if (bytes is 0 or > NameBytesMax || name.Contains('/') || name.StartsWith("__", StringComparison.Ordinal))
        {
            throw Refusal(
                $"A {key.Kind}'s key, {bytes} bytes long, is not 1 to {NameBytesMax} bytes without '/' or '__' first");
        }
    }

    private static RemoteCallException Refusal(string message) =>
        new("store", "commit", RemoteFailure.Rejected, message + "; nothing was written.");
}
