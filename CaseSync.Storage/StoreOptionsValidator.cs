using System.Text.RegularExpressions;
using CaseSync.Storage.Datastore;
using Microsoft.Extensions.Options;

namespace CaseSync.Storage;

internal sealed partial class StoreOptionsValidator : IValidateOptions<StoreOptions>
{
    public ValidateOptionsResult Validate(string? name, StoreOptions options)
    {
        var wrong = Problems(options).ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Problems(StoreOptions options)
    {
        if (!Namespace().IsMatch(options.Namespace))
        {
            yield return $"Store__Namespace is '{options.Namespace}'; it takes up to 100 of " +
                "A-Z, a-z, 0-9, '.', '-' and '_', not '__' first.";
        }

        if (options.IsSqlite)
        {
            if (options.IsOnCloudRun)
            {
                yield return $"Store__Kind is '{options.Kind}' on Cloud Run, where a file is lost with its instance; " +
                    "it takes Datastore there.";
            }

            if (!Path.IsPathFullyQualified(options.Path))
            {
                yield return $"Store__Path is '{options.Path}'; " +
                    "with Store__Kind Sqlite it takes the absolute path of a file.";
            }
        }
        else if (!string.Equals(options.Kind, StoreOptions.Datastore, StringComparison.OrdinalIgnoreCase))
        {
            yield return $"Store__Kind is '{options.Kind}'; it takes Datastore or Sqlite.";
        }
        else
        {
            foreach (var problem in DatastoreProblems(options))
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<string> DatastoreProblems(StoreOptions options)
    {
        if (!ProjectId().IsMatch(options.ProjectId))
        {
            yield return $"Store__ProjectId is '{options.ProjectId}'; " +
                "with Store__Kind Datastore it takes a Google Cloud project's id.";
        }

        if (!DatabaseId().IsMatch(options.DatabaseId))
        {
            yield return $"Store__DatabaseId is '{options.DatabaseId}'; " +
                "it takes a database's id, or nothing for the default one.";
        }

        if (options.EmulatorHost is { Length: > 0 } host && DatastoreEndpoint.FindEmulator(host) is null)
        {
            yield return $"DATASTORE_EMULATOR_HOST is '{host}'; it takes host:port.";
        }
    }

    [GeneratedRegex(@"\A(?!__)[0-9A-Za-z._-]{0,100}\z")]
    private static partial Regex Namespace();

    // An old project's id may be within a domain (example.com:project).
    [GeneratedRegex(@"\A([a-z0-9.-]+:)?[a-z][a-z0-9-]{1,61}[a-z0-9]\z")]
    private static partial Regex ProjectId();

    [GeneratedRegex(@"\A([a-z][a-z0-9-]{2,61}[a-z0-9])?\z")]
    private static partial Regex DatabaseId();
}
