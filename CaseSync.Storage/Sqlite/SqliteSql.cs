using System.Diagnostics;
using CaseSync.Core.Cases;
using CaseSync.Storage.Entities;

namespace CaseSync.Storage.Sqlite;

/// <summary>All SQL. Values are parameters; the only names put in are the constants below.</summary>
internal static class SqliteSql
{
    public const int SchemaVersion = 3;

    /// <summary>The properties that queries filter on: columns, filled only where the property is indexed.</summary>
    public static readonly IReadOnlyList<string> IndexedProperties =
    [
        MappingEntity.IsOpen, MappingEntity.IsWatched, MappingEntity.IsUnqueued, MappingEntity.IsRefused,
        MappingEntity.ResolvedAt,
        MappingEntity.NewContentAt, MappingEntity.TitleKey, MappingEntity.WaitingOn(Side.Google),
        MappingEntity.WaitingOn(Side.Company), IdentityEntity.BuriedAt, ItemEntity.IsDone,
    ];

    // Versions never repeat, not even after a delete: a holder of an old one must lose. The first is the clock's, so
    // that a wiped file does not begin again with those of the last.
    public static readonly string CreateTables = $"""
        CREATE TABLE IF NOT EXISTS versions (id INTEGER PRIMARY KEY CHECK (id = 1), last INTEGER NOT NULL);
        INSERT OR IGNORE INTO versions (id, last) VALUES (1, $first);
        CREATE TABLE IF NOT EXISTS entities (
            namespace TEXT NOT NULL, kind TEXT NOT NULL, parent TEXT NOT NULL, name TEXT NOT NULL,
            version INTEGER NOT NULL, {Columns(p => $"{p} {TypeOf(p)}")}, document TEXT NOT NULL,
            PRIMARY KEY (namespace, kind, parent, name));
        """;

    public const string ListColumns = "SELECT name FROM pragma_table_info('entities')";

    public static readonly string CreateIndexes = $"""
        {string.Concat(IndexedProperties.Select(p => $"""
            CREATE INDEX IF NOT EXISTS by_{p} ON entities (namespace, kind, parent, {p}, name) WHERE {p} IS NOT NULL;

            """))}
        PRAGMA user_version = {SchemaVersion};
        """;

    /// <summary>
    /// A file of an older schema lacks the column: what it holds is filed under it when it is next written.
    /// </summary>
    public static string AddColumn(string property) => $"ALTER TABLE entities ADD COLUMN {property} {TypeOf(property)}";

    public const string NextVersion = "UPDATE versions SET last = last + 1 WHERE id = 1 RETURNING last";

    public const string Find = "SELECT name, version, document FROM entities WHERE " + Key;

    public static readonly string Insert = InsertValues + " ON CONFLICT DO NOTHING";

    public static readonly string Put = InsertValues + " ON CONFLICT DO UPDATE SET " + Assignments;

    public static readonly string Replace = $"UPDATE entities SET {Assignments} WHERE {Key} AND version = $expected";

    public const string DeleteVersion = Delete + " AND version = $expected";

    public const string Delete = "DELETE FROM entities WHERE " + Key;

    private const string Key = "namespace = $namespace AND kind = $kind AND parent = $parent AND name = $name";

    private static string InsertValues => $"""
        INSERT INTO entities (namespace, kind, parent, name, version, {Columns(p => p)}, document)
        VALUES ($namespace, $kind, $parent, $name, $version, {Columns(p => "$" + p)}, $document)
        """;

    private static string Assignments => $"version = $version, {Columns(p => $"{p} = ${p}")}, document = $document";

    public static string Query(EntityQuery query)
    {
        var (where, order) = query.Filter switch
        {
            null => ("", "name"),
            EntityFilter.Is(var property, _) => ($" AND {property} = $value", "name"),
            EntityFilter.Before(var property, _) => ($" AND {property} < $value", $"{property}, name"),
            EntityFilter.StartsWith(var property, _) =>
                ($" AND {property} >= $value AND {property} < $end", $"{property}, name"),
            EntityFilter.LatestFirst(var property) => ($" AND {property} IS NOT NULL", $"{property} DESC, name DESC"),
            _ => throw new UnreachableException(),
        };
        var after = query switch
        {
            { Cursor: null } => "",
            { Filter: EntityFilter.Before or EntityFilter.StartsWith } => $" AND ({order}) > ($afterValue, $afterName)",
            { Filter: EntityFilter.LatestFirst(var property) } =>
                $" AND ({property}, name) < ($afterValue, $afterName)",
            _ => " AND name > $afterName",
        };
        var sortValue = query.Filter is null or EntityFilter.Is ? "0" : query.Filter.Property;
        var document = query.KeysOnly ? "'{}'" : "document";
        return $"""
            SELECT name, version, {document}, {sortValue} FROM entities
            WHERE namespace = $namespace AND kind = $kind AND parent = $parent{where}{after}
            ORDER BY {order} LIMIT $limit
            """;
    }

    // A title that looks like a number stays a text only in a column of texts.
    private static string TypeOf(string property) =>
        property == MappingEntity.TitleKey || property == MappingEntity.WaitingOn(Side.Google)
        || property == MappingEntity.WaitingOn(Side.Company) ? "TEXT" : "INTEGER";

    private static string Columns(Func<string, string> ofProperty) =>
        string.Join(", ", IndexedProperties.Select(ofProperty));
}
