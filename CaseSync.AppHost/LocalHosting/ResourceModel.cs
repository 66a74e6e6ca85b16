using System.Globalization;

namespace CaseSync.AppHost.LocalHosting;

/// <summary>One process of the model, as Program.cs describes it.</summary>
internal sealed record ResourceModel(
    string Name, string Command, IReadOnlyList<string> Arguments, string WorkingDirectory)
{
    /// <summary>Our own service: it gets ASP.NET Core's and OpenTelemetry's variables.</summary>
    public bool IsProject { get; init; }

    /// <summary>Its lines are kept as last words, but not shown.</summary>
    public bool IsQuiet { get; init; }

    public Dictionary<string, Func<string>> Environment { get; } = [];

    public List<EndpointModel> Endpoints { get; } = [];

    public List<string> WaitsFor { get; } = [];

    /// <summary>What a person may ask of it; the table of addresses says how.</summary>
    public List<CommandModel> Commands { get; } = [];

    /// <summary>Null: it is taken for healthy as soon as it runs.</summary>
    public HealthModel? Health { get; set; }

    public EndpointModel Endpoint(string name) => Endpoints.Find(endpoint => endpoint.Name == name)
        ?? throw new InvalidOperationException($"The resource '{Name}' has no endpoint '{name}'.");

    /// <summary>Everything the process is told, beyond what the host was told itself.</summary>
    public Dictionary<string, string> Variables()
    {
        var variables = Environment.ToDictionary(pair => pair.Key, pair => pair.Value());
        foreach (var endpoint in Endpoints.Where(endpoint => endpoint.PortVariable is not null))
        {
            variables[endpoint.PortVariable!] = endpoint.Port.ToString(CultureInfo.InvariantCulture);
        }

        if (IsProject)
        {
            // As Aspire does: an endpoint whose port the service reads from a variable is its own to open.
            variables["ASPNETCORE_URLS"] = string.Join(
                ';', Endpoints.Where(endpoint => endpoint.PortVariable is null).Select(endpoint => endpoint.Url));
        }

        return variables;
    }
}

internal sealed record EndpointModel(string Name, int Port, string? PortVariable)
{
    public const string DefaultName = "http";

    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>What a person finds there; null keeps it out of the table of addresses.</summary>
    public string? DisplayText { get; set; }
}

internal sealed record CommandModel(string DisplayName, Uri Address);

internal sealed record HealthModel(Uri Address, int StatusCode);
