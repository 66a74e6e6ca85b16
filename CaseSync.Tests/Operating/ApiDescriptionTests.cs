using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseSync.Tests.Operating;

public sealed class ApiDescriptionTests
{
    [Fact]
    public async Task Description_HasEveryRouteOfTheApiWithItsAnswers()
    {
        await using var console = await ConsoleUnderTest.StartAsync();
        using var description = JsonDocument.Parse(await console.GetAsync("/openapi/v1.json"));
        var paths = description.RootElement.GetProperty("paths");
        var routes = (
            from endpoint in console.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            let path = $"/{endpoint.RoutePattern.RawText!.Trim('/')}"
            where path.StartsWith("/api/", StringComparison.Ordinal)
            from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
            select (Path: path, Method: method.ToLowerInvariant(), Endpoint: endpoint)).ToList();

        Assert.Equal(6, routes.Count);
        Assert.Equal(
            routes.Select(route => route.Path).Distinct().Order(),
            paths.EnumerateObject().Select(path => path.Name).Order());
        Assert.All(routes, route =>
        {
            var operation = paths.GetProperty(route.Path).GetProperty(route.Method);
            var answers = operation.GetProperty("responses");
            Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
            Assert.NotEmpty(route.Endpoint.Metadata.OfType<IProducesResponseTypeMetadata>());
            Assert.All(route.Endpoint.Metadata.OfType<IProducesResponseTypeMetadata>(), answer => Assert.True(
                answers.TryGetProperty($"{answer.StatusCode}", out var described)
                && described.GetProperty("content").EnumerateObject()
                    .All(content => content.Value.TryGetProperty("schema", out _))));
            Assert.True(answers.TryGetProperty("401", out _));
        });
    }

    [Theory]
    [InlineData("/api/cases", "query,filter,sort,pageSize,pageToken")]
    [InlineData("/api/cases/{id}", "id,pageToken")]
    [InlineData("/api/refused", "pageSize,pageToken")]
    public async Task Description_OfAList_HasItsParameters(string path, string names)
    {
        await using var console = await ConsoleUnderTest.StartAsync();
        using var description = JsonDocument.Parse(await console.GetAsync("/openapi/v1.json"));

        var parameters = description.RootElement.GetProperty("paths").GetProperty(path).GetProperty("get")
            .GetProperty("parameters").EnumerateArray().Select(one => one.GetProperty("name").GetString());

        Assert.Equal(names, string.Join(",", parameters));
    }

    [Fact]
    public async Task Description_OfAnAnswer_NamesItsFieldsAsTheAnswerDoes()
    {
        await using var console = await ConsoleUnderTest.StartAsync();
        using var description = JsonDocument.Parse(await console.GetAsync("/openapi/v1.json"));
        using var answer = JsonDocument.Parse(await console.GetAsync("/api/overview"));

        var schema = description.RootElement.GetProperty("components").GetProperty("schemas").GetProperty("Overview");

        Assert.Equal(
            answer.RootElement.EnumerateObject().Select(field => field.Name),
            schema.GetProperty("properties").EnumerateObject().Select(field => field.Name));
    }

    [Fact]
    public async Task Description_SaysWhatLetsACallerIn()
    {
        await using var console = await ConsoleUnderTest.StartAsync();
        using var description = JsonDocument.Parse(await console.GetAsync("/openapi/v1.json"));
        var schemes = description.RootElement.GetProperty("components").GetProperty("securitySchemes");

        var ways = description.RootElement.GetProperty("security").EnumerateArray()
            .Select(way => schemes.GetProperty(way.EnumerateObject().Single().Name).GetProperty("type").GetString());

        Assert.Equal(["http", "apiKey"], ways);
    }
}
