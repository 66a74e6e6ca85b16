using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CaseSync.Storage.Entities;

/// <summary>Turns what is stored into records; stops the service at an entity that a newer release wrote.</summary>
internal sealed class EntityReader(ILogger<EntityReader> logger, IHostApplicationLifetime? lifetime = null)
{
    public T Read<T>(StoredEntity entity, Func<StoredEntity, T> read)
    {
        try
        {
            return read(EntityVersion.Migrate(entity));
        }
        catch (UnknownEntityVersionException e)
        {
            Stop(e);
            throw;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException($"The stored {entity.Key} cannot be read: {e.Message}.", e);
        }
    }

    public void Stop(UnknownEntityVersionException why)
    {
        logger.StoreIsNewer(why);
        lifetime?.StopApplication();
    }
}
