using System.Buffers.Text;
using System.Text.RegularExpressions;
using CaseSync.GoogleMock.Rest;

namespace CaseSync.GoogleMock.CloudTasks;

/// <summary>A task as somebody asks for it, checked.</summary>
internal sealed partial record NewTask(
    string? Name, TaskRequest Request, DateTimeOffset? ScheduleAt, TimeSpan DispatchDeadline)
{
    private const int UrlLengthMax = 2_083;
    private const int HeaderBytesMax = 80 * 1024;
    private const int TaskBytesMax = 1024 * 1024;

    private static readonly TimeSpan s_scheduleAheadMax = TimeSpan.FromDays(30);
    private static readonly TimeSpan s_deadlineDefault = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_deadlineMin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_deadlineMax = TimeSpan.FromMinutes(30);

    /// <summary>Google computes these itself, or keeps them for its own use.</summary>
    private static readonly string[] s_replacedHeaders = ["Host", "Content-Length", "User-Agent", "Transfer-Encoding"];
    private static readonly string[] s_replacedPrefixes = ["X-Google-", "X-AppEngine-", "X-CloudTasks-"];

    public static NewTask Parse(TaskMessage? asked, string queueName, DateTimeOffset now)
    {
        if (asked is null)
        {
            throw GoogleApiException.InvalidArgument("task is required.");
        }
        RefuseOutputOnly(asked);
        if (asked.AppEngineHttpRequest is not null)
        {
            throw GoogleApiException.InvalidArgument(
                "task.app_engine_http_request is set; this mock runs HTTP targets only: set task.http_request.");
        }
        var request = ParseRequest(
            asked.HttpRequest ?? throw GoogleApiException.InvalidArgument("task.http_request is required."));
        return new NewTask(
            ParseName(asked.Name, queueName), request, ParseScheduleTime(asked.ScheduleTime, now),
            ParseDeadline(asked.DispatchDeadline));
    }

    private static void RefuseOutputOnly(TaskMessage asked)
    {
        if (asked.CreateTime is not null || asked.DispatchCount != 0 || asked.ResponseCount != 0
            || asked.FirstAttempt is not null || asked.LastAttempt is not null || asked.View is not null)
        {
            throw GoogleApiException.InvalidArgument(
                "task: create_time, dispatch_count, response_count, first_attempt, last_attempt and view are "
                + "output only.");
        }
    }

    private static string? ParseName(string? name, string queueName)
    {
        var prefix = $"{queueName}/tasks/";
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }
        return name.StartsWith(prefix, StringComparison.Ordinal) && IdForm().IsMatch(name[prefix.Length..])
            ? name
            : throw GoogleApiException.InvalidArgument($"Task name must be formatted: \"{prefix}<TASK_ID>\", where the "
                + "task id has 1 to 500 letters, digits, hyphens or underscores.");
    }

    private static DateTimeOffset? ParseScheduleTime(string? text, DateTimeOffset now)
    {
        if (text is null)
        {
            return null;
        }
        if (!ProtoText.TryParseTimestamp(text, out var at))
        {
            throw GoogleApiException.InvalidArgument($"Invalid value at 'task.schedule_time' (Timestamp), \"{text}\"");
        }
        return at - now > s_scheduleAheadMax
            ? throw GoogleApiException.InvalidArgument(
                $"task.schedule_time is more than {s_scheduleAheadMax.Days} days ahead.")
            : ProtoText.Truncate(at);
    }

    private static TimeSpan ParseDeadline(string? text)
    {
        if (text is null)
        {
            return s_deadlineDefault;
        }
        if (!ProtoText.TryParseDuration(text, out var deadline))
        {
            throw GoogleApiException.InvalidArgument(
                $"Invalid value at 'task.dispatch_deadline' (Duration), \"{text}\"");
        }
        return deadline < s_deadlineMin || deadline > s_deadlineMax
            ? throw GoogleApiException.InvalidArgument(
                $"task.dispatch_deadline is {text}; it takes {ProtoText.Duration(s_deadlineMin)} to "
                + $"{ProtoText.Duration(s_deadlineMax)}.")
            : deadline;
    }

    private static TaskRequest ParseRequest(HttpRequestMessageBody asked)
    {
        if (asked.Url is not { Length: <= UrlLengthMax } text || !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https"))
        {
            throw GoogleApiException.InvalidArgument(
                "task.http_request.url must begin with http:// or https:// and have "
                + $"at most {UrlLengthMax} characters.");
        }
        var method = ParseMethod(asked.HttpMethod);
        var body = ParseBody(asked.Body, method);
        var headers = ParseHeaders(asked.Headers);
        var headerBytes = headers.Sum(pair => pair.Key.Length + pair.Value.Length);
        if (headerBytes >= HeaderBytesMax || headerBytes + text.Length + (body?.Length ?? 0) > TaskBytesMax)
        {
            throw GoogleApiException.InvalidArgument(
                $"Task size too large: it takes {HeaderBytesMax} bytes of headers and {TaskBytesMax} in all.");
        }
        CheckTokens(asked);
        return new TaskRequest(url, method, headers, body, asked.OidcToken, asked.OauthToken);
    }

    private static void CheckTokens(HttpRequestMessageBody asked)
    {
        if (asked is { OidcToken: not null, OauthToken: not null })
        {
            throw GoogleApiException.InvalidArgument("task.http_request takes oidc_token or oauth_token, not both.");
        }
        if (asked.OidcToken is { ServiceAccountEmail: null or "" })
        {
            throw GoogleApiException.InvalidArgument(
                "task.http_request.oidc_token.service_account_email is required.");
        }
        if (asked.OauthToken is { ServiceAccountEmail: null or "" })
        {
            throw GoogleApiException.InvalidArgument(
                "task.http_request.oauth_token.service_account_email is required.");
        }
    }

    private static string ParseMethod(string? text) => text switch
    {
        null or "HTTP_METHOD_UNSPECIFIED" => "POST",
        "POST" or "GET" or "HEAD" or "PUT" or "DELETE" or "PATCH" or "OPTIONS" => text,
        _ => throw GoogleApiException.InvalidArgument($"Invalid value at 'task.http_request.http_method', \"{text}\""),
    };

    private static byte[]? ParseBody(string? text, string method)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }
        if (method is not ("POST" or "PUT" or "PATCH"))
        {
            throw GoogleApiException.InvalidArgument($"A body is not allowed with the method {method}.");
        }
        return Base64.IsValid(text)
            ? Convert.FromBase64String(text)
            : throw GoogleApiException.InvalidArgument(
                "Invalid value at 'task.http_request.body' (TYPE_BYTES), Base64 decoding failed");
    }

    private static Dictionary<string, string> ParseHeaders(IReadOnlyDictionary<string, string>? asked)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in asked ?? new Dictionary<string, string>())
        {
            if (!HeaderNameForm().IsMatch(name) || value is null || value.AsSpan().ContainsAny('\r', '\n', '\0'))
            {
                throw GoogleApiException.InvalidArgument(
                    $"task.http_request.headers: \"{name}\" is not a valid header.");
            }
            if (!s_replacedHeaders.Contains(name, StringComparer.OrdinalIgnoreCase)
                && !s_replacedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            {
                headers[name] = value;
            }
        }
        return headers;
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,500}$")]
    private static partial Regex IdForm();

    [GeneratedRegex("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$")]
    private static partial Regex HeaderNameForm();
}
