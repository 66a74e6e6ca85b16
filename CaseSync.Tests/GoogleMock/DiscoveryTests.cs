using System.Text.Json.Serialization.Metadata;
using CaseSync.GoogleMock.CloudTasks;
using CaseSync.GoogleMock.CustomerCare;
using CaseSync.GoogleMock.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseSync.Tests.GoogleMock;

/// <summary>
/// Facts of the discovery documents (cloudsupport v2 20260409, cloudtasks v2 20260330), against what the mock takes.
/// </summary>
public sealed class DiscoveryTests
{
    /// <summary>
    /// All methods of cloudsupport v2, and those of cloudtasks v2 that the mock has; {} is one path segment.
    /// </summary>
    private static readonly string[] s_methods =
    [
        "GET v2/caseClassifications:search pageSize pageToken query",
        "POST v2/{}/{}/cases",
        "GET v2/{}/{}/cases filter pageSize pageToken",
        "GET v2/{}/{}/cases:search pageSize pageToken query",
        "GET v2/{}/{}/cases/{}",
        "PATCH v2/{}/{}/cases/{} updateMask",
        "POST v2/{}/{}/cases/{}:close",
        "POST v2/{}/{}/cases/{}:escalate",
        "GET v2/{}/{}/cases/{}/comments pageSize pageToken",
        "POST v2/{}/{}/cases/{}/comments",
        "GET v2/{}/{}/cases/{}/attachments pageSize pageToken",
        "POST v2/{}/{}/cases/{}/attachments",
        "POST upload/v2/{}/{}/cases/{}/attachments attachment.filename uploadType upload_protocol",
        "GET v2/{}/{}/cases/{}/attachments/{}:download",
        "GET v2/projects/{}/locations/{}/queues filter pageSize pageToken",
        "GET v2/projects/{}/locations/{}/queues/{}",
        "POST v2/projects/{}/locations/{}/queues/{}/tasks",
        "GET v2/projects/{}/locations/{}/queues/{}/tasks pageSize pageToken responseView",
        "GET v2/projects/{}/locations/{}/queues/{}/tasks/{} responseView",
        "DELETE v2/projects/{}/locations/{}/queues/{}/tasks/{}",
    ];

    public static TheoryData<string, string> Fields { get; } = new()
    {
        {
            "Case", "classification contactEmail createTime creator description displayName escalated languageCode "
            + "name priority state subscriberEmailAddresses testCase timeZone updateTime"
        },
        { "CaseClassification", "displayName id" },
        { "Actor", "displayName email googleSupport username" },
        { "Comment", "body createTime creator name plainTextBody" },
        { "Attachment", "createTime creator filename mimeType name sizeBytes" },
        { "CreateAttachmentRequest", "attachment" },
        { "CloseCaseRequest", "" },
        { "EscalateCaseRequest", "escalation" },
        { "Escalation", "justification reason" },
        { "ListCasesResponse", "cases nextPageToken" },
        { "ListCommentsResponse", "comments nextPageToken" },
        { "ListAttachmentsResponse", "attachments nextPageToken" },
        { "SearchCaseClassificationsResponse", "caseClassifications nextPageToken" },
        { "CreateTaskRequest", "responseView task" },
        {
            "Task", "appEngineHttpRequest createTime dispatchCount dispatchDeadline firstAttempt httpRequest "
            + "lastAttempt name responseCount scheduleTime view"
        },
        { "HttpRequest", "body headers httpMethod oauthToken oidcToken url" },
        { "OAuthToken", "scope serviceAccountEmail" },
        { "OidcToken", "audience serviceAccountEmail" },
        { "RetryConfig", "maxAttempts maxBackoff maxDoublings maxRetryDuration minBackoff" },
        { "RateLimits", "maxBurstSize maxConcurrentDispatches maxDispatchesPerSecond" },
        { "ListTasksResponse", "nextPageToken tasks" },
        { "ListQueuesResponse", "nextPageToken queues" },
    };

    [Fact]
    public async Task Routes_OfTheMock_AreThoseOfTheDiscoveryDocuments()
    {
        await using var google = new MockGoogle();
        var routes = google.Services.GetRequiredService<IEnumerable<EndpointDataSource>>()
            .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<QueryNames>() is not null)
            .Select(Describe);
        Assert.Equal(s_methods.Order(), routes.Order());
    }

    [Theory, MemberData(nameof(Fields))]
    public void Fields_OfTheMock_AreThoseOfTheDiscoveryDocuments(string schema, string fields) =>
        Assert.Equal(fields.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            TypeOf(schema).Properties.Select(one => one.Name).Order());

    private static string Describe(RouteEndpoint route)
    {
        var method = Assert.Single(route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods);
        var path = System.Text.RegularExpressions.Regex.Replace(route.RoutePattern.RawText!, @"\{[^}]*\}", "{}")
            .TrimStart('/');
        return string.Join(
            ' ', [method, path, .. route.Metadata.GetMetadata<QueryNames>()!.Names.Order(StringComparer.Ordinal)]);
    }

    private static JsonTypeInfo TypeOf(string schema) => schema switch
    {
        "Case" => CareJson.Default.CaseMessage,
        "CaseClassification" => CareJson.Default.ClassificationMessage,
        "Actor" => CareJson.Default.ActorMessage,
        "Comment" => CareJson.Default.CommentMessage,
        "Attachment" => CareJson.Default.AttachmentMessage,
        "CreateAttachmentRequest" => CareJson.Default.CreateAttachmentMessage,
        "CloseCaseRequest" => CareJson.Default.CloseCaseMessage,
        "EscalateCaseRequest" => CareJson.Default.EscalateCaseMessage,
        "Escalation" => CareJson.Default.EscalationMessage,
        "ListCasesResponse" => CareJson.Default.CasePage,
        "ListCommentsResponse" => CareJson.Default.CommentPage,
        "ListAttachmentsResponse" => CareJson.Default.AttachmentPage,
        "SearchCaseClassificationsResponse" => CareJson.Default.ClassificationPage,
        "CreateTaskRequest" => TasksJson.Default.CreateTaskMessage,
        "Task" => TasksJson.Default.TaskMessage,
        "HttpRequest" => TasksJson.Default.HttpRequestMessageBody,
        "OidcToken" => TasksJson.Default.OidcTokenMessage,
        "OAuthToken" => TasksJson.Default.OAuthTokenMessage,
        "RetryConfig" => TasksJson.Default.RetryConfigMessage,
        "RateLimits" => TasksJson.Default.RateLimitsMessage,
        "ListTasksResponse" => TasksJson.Default.TaskPage,
        "ListQueuesResponse" => TasksJson.Default.QueuePage,
        _ => throw new ArgumentException(schema, nameof(schema)),
    };
}
