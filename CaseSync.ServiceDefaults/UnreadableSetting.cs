using System.Text.RegularExpressions;

namespace CaseSync.ServiceDefaults;

/// <summary>
/// Puts into our words what .NET says of a setting that it cannot read: the setting as the environment names it, what
/// it got, what it takes.
/// </summary>
internal static partial class UnreadableSetting
{
    public static string Describe(string binderMessage)
    {
        if (Conversion().Match(binderMessage) is not { Success: true } failure)
        {
            return binderMessage;
        }

        var setting = failure.Groups["path"].Value.Replace(":", "__", StringComparison.Ordinal);
        return $"{setting} is '{failure.Groups["value"].Value}'; it takes {Takes(failure.Groups["type"].Value)}.";
    }

    private static string Takes(string type) => type switch
    {
        "System.TimeSpan" => "a time span such as 00:02:00",
        "System.Int32" or "System.Int64" => "a whole number",
        "System.Double" => "a number such as 0.5",
        "System.Boolean" => "true or false",
        "System.Uri" => "an address such as https://crm.example.com/",
        _ => AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(type))
            .FirstOrDefault(found => found is { IsEnum: true }) is { } named
            ? Names(Enum.GetNames(named))
            : "something else",
    };

    private static string Names(string[] names) =>
        names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} or {names[^1]}";

    // "Failed to convert configuration value 'soon' at 'Sync:SettleTime' to type 'System.TimeSpan'."; of a nullable,
    // the inner type is named or wrapped.
    [GeneratedRegex(@"configuration value '(?<value>.*)' at '(?<path>[^']+)' to type "
        + @"'(System\.Nullable`1\[)?(?<type>[^'\]]+)\]?'", RegexOptions.Singleline)]
    private static partial Regex Conversion();
}
