using Microsoft.OpenApi;

namespace CaseSync.Poller.Operating;

/// <summary><c>GET /openapi/v1.json</c>: what <c>/api/…</c> takes and answers.</summary>
internal static class ApiDescription
{
    private const string Api = "api/";

    private static readonly OpenApiSecurityScheme s_taskToken = new()
    {
        Type = SecuritySchemeType.Http,
        Scheme = "bearer",
        BearerFormat = "JWT",
        Description = "Beside the jobs: Google's OIDC token of Tasks__ServiceAccount. In Development, none.",
    };

    private static readonly OpenApiSecurityScheme s_proxyHeader = new()
    {
        Type = SecuritySchemeType.ApiKey,
        In = ParameterLocation.Header,
        Name = "X-Goog-IAP-JWT-Assertion",
        Description = "Of the console's own service: Identity-Aware Proxy sets it.",
    };

    public static IServiceCollection AddApiDescription(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, OperatingJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(1, RefusedJson.Default);
        });
        return services.AddOpenApi(options =>
        {
            options.ShouldInclude = route => route.RelativePath?.StartsWith(Api, StringComparison.Ordinal) == true;
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info.Title = "CaseSync";
                document.Info.Description =
                    "What the operator's console shows, as JSON. Errors are problem details (RFC 9457).";
                document.Servers = []; // The address at which it was asked for is none of the description.
                document.AddComponent("taskToken", s_taskToken);
                document.AddComponent("identityAwareProxy", s_proxyHeader);
                document.Security = [Either(document, "taskToken"), Either(document, "identityAwareProxy")];
                return Task.CompletedTask;
            });
        });
    }

    private static OpenApiSecurityRequirement Either(OpenApiDocument document, string scheme) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    public static void MapApiDescription(this WebApplication app) => app.MapOperatorRoutes("")?.MapOpenApi();

    public static RouteHandlerBuilder Describe<TAnswer>(
        this RouteHandlerBuilder route, string name, string summary, int status = StatusCodes.Status200OK) =>
        route.WithName(name).WithSummary(summary).Produces<TAnswer>(status)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status500InternalServerError);

    /// <summary>A parameter of the query, which the route reads from its request.</summary>
    public static RouteHandlerBuilder Takes(
        this RouteHandlerBuilder route, string parameter, string what, JsonSchemaType type = JsonSchemaType.String) =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = parameter,
                In = ParameterLocation.Query,
                Description = what,
                Schema = new OpenApiSchema { Type = type },
            });
            return Task.CompletedTask;
        });

    public static RouteHandlerBuilder TakesPage(this RouteHandlerBuilder route, int sizeMax, int sizeDefault) => route
        .Takes(
            "pageSize", $"1 to {sizeMax} cases; {sizeDefault} where it is not given.", JsonSchemaType.Integer)
        .Takes("pageToken", "The last answer's nextPageToken; absent for the first page.");
}
