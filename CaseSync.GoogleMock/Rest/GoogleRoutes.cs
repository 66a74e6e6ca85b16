namespace CaseSync.GoogleMock.Rest;

/// <summary>The query parameters that a method takes; any other is refused.</summary>
internal sealed record QueryNames(IReadOnlyList<string> Names);

internal static class GoogleRoutes
{
    public static IEndpointConventionBuilder MapGoogle(
        this IEndpointRouteBuilder app, string method, string pattern, Func<GoogleCall, Task> handle,
        params string[] query) =>
        app.MapMethods(pattern, [method], http => handle(GoogleCall.Begin(http, query)))
            .WithMetadata(new QueryNames(query));
}
