using CaseSync.Core.Doors;
using CaseSync.Storage.Entities;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace CaseSync.Storage.Sqlite;

/// <summary>The database file: makes it, opens it, and puts its failures into the door's words.</summary>
internal sealed class SqliteFile(IOptions<StoreOptions> options, EntityReader reader, TimeProvider clock) : IDisposable
{
    // Together 20 s: SQLite waits finely for a while, then Microsoft.Data.Sqlite asks again.
    private const int BusySeconds = 5;
    private const int RetrySeconds = 15;
    private const int IoError = 10;

    private readonly string _connection = new SqliteConnectionStringBuilder
    {
        DataSource = options.Value.Path,
        DefaultTimeout = RetrySeconds,
    }.ToString();

    private readonly Lock _gate = new();
    private bool _isReady;

    /// <summary>
    /// Microsoft.Data.Sqlite blocks its thread, also while another process writes; so the work goes to a thread of the
    /// pool.
    /// </summary>
    public Task<T> RunAsync<T>(string operation, Func<SqliteConnection, T> work, CancellationToken cancel) => Task.Run(
        () =>
        {
            try
            {
                MakeReady();
                using var connection = Open();
                return work(connection);
            }
            catch (SqliteException e)
            {
                throw new RemoteCallException("store", operation, RemoteFailure.Unavailable,
                    $"SQLite: {operation} failed with error {e.SqliteExtendedErrorCode}.", e)
                {
                    MayHaveTakenEffect = operation == "commit" && e.SqliteErrorCode == IoError,
                };
            }
        },
        cancel);

    public void Dispose()
    {
        using var connection = new SqliteConnection(_connection);
        SqliteConnection.ClearPool(connection);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connection);
        connection.Open();
        Execute(connection, $"PRAGMA busy_timeout = {BusySeconds * 1000}");
        return connection;
    }

    // Somebody may delete the file to begin afresh; pooled connections would go on with the deleted one.
    private void MakeReady()
    {
        lock (_gate)
        {
            if (_isReady && File.Exists(options.Value.Path))
            {
                return;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(options.Value.Path)!);
            using var connection = new SqliteConnection(_connection);
            SqliteConnection.ClearPool(connection);
            connection.Open();
            Execute(connection, "PRAGMA journal_mode = WAL");
            CreateSchema(connection);
            _isReady = true;
        }
    }

    private void CreateSchema(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var found = (long)Execute(connection, "PRAGMA user_version")!;
        if (found > SqliteSql.SchemaVersion)
        {
            var newer = new UnknownEntityVersionException("SQLite file", found, SqliteSql.SchemaVersion);
            reader.Stop(newer);
            throw newer;
        }

        using var create = connection.CreateCommand();
        create.CommandText = SqliteSql.CreateTables;
        create.Parameters.AddWithValue("$first", ToMicroseconds(clock.GetUtcNow()));
        create.ExecuteNonQuery();
        foreach (var property in SqliteSql.IndexedProperties.Except(ListColumns(connection)).ToList())
        {
            Execute(connection, SqliteSql.AddColumn(property));
        }

        Execute(connection, SqliteSql.CreateIndexes);
        transaction.Commit();
    }

    private static List<string> ListColumns(SqliteConnection connection)
    {
        using var list = connection.CreateCommand();
        list.CommandText = SqliteSql.ListColumns;
        using var rows = list.ExecuteReader();
        List<string> names = [];
        while (rows.Read())
        {
            names.Add(rows.GetString(0));
        }

        return names;
    }

    public static long ToMicroseconds(DateTimeOffset instant) =>
        (PropertyBag.Truncate(instant) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private static object? Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
