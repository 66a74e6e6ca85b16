using System.Globalization;
using CaseSync.Core.Doors;
using CaseSync.Storage.Entities;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace CaseSync.Storage.Sqlite;

/// <summary>One file, shared by the processes of a local run.</summary>
internal sealed class SqliteEntityStore(SqliteFile file, IOptions<StoreOptions> options, TimeProvider clock)
    : IEntityStore
{
    private const char CursorSeparator = '|';

    public Task<EntityLookup> LookupAsync(IReadOnlyCollection<EntityKey> keys, CancellationToken cancel) =>
        file.RunAsync("lookup", connection =>
        {
            var storeTime = clock.GetUtcNow();
            using var transaction = connection.BeginTransaction(deferred: true);
            using var find = Command(connection, transaction, SqliteSql.Find);
            List<StoredEntity> entities = [];
            foreach (var key in keys)
            {
                SetKey(find, key);
                using var rows = find.ExecuteReader();
                if (rows.Read())
                {
                    entities.Add(ReadEntity(rows, key));
                }
            }

            return new EntityLookup(entities, storeTime);
        }, cancel);

    public Task<EntityHits> QueryAsync(EntityQuery query, CancellationToken cancel) =>
        file.RunAsync("query", connection =>
        {
            var storeTime = clock.GetUtcNow();
            using var command = Command(connection, null, SqliteSql.Query(query));
            Set(command, "$kind", query.Kind);
            Set(command, "$parent", query.Parent ?? "");
            Set(command, "$limit", query.Limit ?? -1);
            Set(command, "$value", query.Filter switch
            {
                EntityFilter.Is flag => flag.Value,
                EntityFilter.Before before => SqliteFile.ToMicroseconds(before.Instant),
                EntityFilter.StartsWith text => text.Prefix,
                _ => null,
            });
            Set(command, "$end", (query.Filter as EntityFilter.StartsWith)?.End);
            SetCursor(command, query);

            List<EntityHit> hits = [];
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                var name = rows.GetString(0);
                var place = rows.GetValue(3) is string text
                    ? Uri.EscapeDataString(text)
                    : rows.GetInt64(3).ToString(CultureInfo.InvariantCulture);
                hits.Add(new EntityHit(
                    ReadEntity(rows, new EntityKey(query.Kind, name, query.Parent)),
                    $"{place}{CursorSeparator}{name}"));
            }

            return new EntityHits(hits, storeTime);
        }, cancel);

    public Task<bool> TryCommitAsync(IReadOnlyCollection<EntityWrite> writes, CancellationToken cancel) =>
        file.RunAsync("commit", connection =>
        {
            // Immediate: a transaction that first reads and then writes could not wait for another's.
            using var transaction = connection.BeginTransaction(deferred: false);
            using var next = Command(connection, transaction, SqliteSql.NextVersion);
            var version = (long)next.ExecuteScalar()!;
            foreach (var write in writes)
            {
                if (!TryWrite(connection, transaction, write, version))
                {
                    return false;
                }
            }

            transaction.Commit();
            return true;
        }, cancel);

    private bool TryWrite(SqliteConnection connection, SqliteTransaction transaction, EntityWrite write, long version)
    {
        var (sql, entity, expected) = write switch
        {
            EntityWrite.Insert insert => (SqliteSql.Insert, insert.Entity, null),
            EntityWrite.Replace replace => (SqliteSql.Replace, replace.Entity, replace.Entity.Version),
            EntityWrite.Put put => (SqliteSql.Put, put.Entity, null),
            EntityWrite.Delete { Version: { } known } => (SqliteSql.DeleteVersion, null, known),
            _ => (SqliteSql.Delete, (StoredEntity?)null, (long?)null),
        };
        using var command = Command(connection, transaction, sql);
        SetKey(command, write.Key);
        Set(command, "$expected", expected);
        if (entity is not null)
        {
            Set(command, "$version", version);
            Set(command, "$document", SqliteDocument.Write(entity.Properties));
            var indexed = entity.Properties.Where(p => p.Value.IsIndexed).ToDictionary();
            foreach (var property in SqliteSql.IndexedProperties)
            {
                Set(command, "$" + property, indexed.GetValueOrDefault(property) switch
                {
                    { Flag: { } flag } => flag,
                    { Instant: { } instant } => SqliteFile.ToMicroseconds(instant),
                    { Text: { } text } => text,
                    _ => null,
                });
            }
        }

        return command.ExecuteNonQuery() == 1 || !write.IsConditional;
    }

    private SqliteCommand Command(SqliteConnection connection, SqliteTransaction? transaction, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        Set(command, "$namespace", options.Value.Namespace);
        return command;
    }

    private static void SetKey(SqliteCommand command, EntityKey key)
    {
        Set(command, "$kind", key.Kind);
        Set(command, "$parent", key.Parent ?? "");
        Set(command, "$name", key.Name);
    }

    private static void SetCursor(SqliteCommand command, EntityQuery query)
    {
        if (query.Cursor is null)
        {
            return;
        }

        var value = 0L;
        if (query.Cursor.Split(CursorSeparator, 2) is not [var sortValue, var name]
            || (query.Filter is not EntityFilter.StartsWith
                && !long.TryParse(sortValue, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)))
        {
            throw new RemoteCallException(
                "store", "query", RemoteFailure.Rejected, "SQLite: the cursor is not one of this store's.");
        }

        Set(
            command, "$afterValue",
            query.Filter is EntityFilter.StartsWith ? Uri.UnescapeDataString(sortValue) : value);
        Set(command, "$afterName", name);
    }

    private static void Set(SqliteCommand command, string parameter, object? value)
    {
        if (command.Parameters.Contains(parameter))
        {
            command.Parameters[parameter].Value = value ?? DBNull.Value;
        }
        else
        {
            command.Parameters.AddWithValue(parameter, value ?? DBNull.Value);
        }
    }

    private static StoredEntity ReadEntity(SqliteDataReader rows, EntityKey key) =>
        new(key, rows.GetInt64(1), SqliteDocument.Read(rows.GetString(2)));
}
