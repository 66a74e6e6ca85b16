namespace CaseSync.GoogleMock.Rest;

/// <summary>A call that the API refuses; the edge turns it into Google's error body, the page into an alert.</summary>
internal sealed class GoogleApiException(int code, string status, string message) : Exception(message)
{
    public int Code { get; } = code;

    public string Status { get; } = status;

    public static GoogleApiException InvalidArgument(string message) => new(400, "INVALID_ARGUMENT", message);

    public static GoogleApiException FailedPrecondition(string message) => new(400, "FAILED_PRECONDITION", message);

    public static GoogleApiException Unauthenticated(string message) => new(401, "UNAUTHENTICATED", message);

    public static GoogleApiException NotFound(string message) => new(404, "NOT_FOUND", message);

    public static GoogleApiException AlreadyExists(string message) => new(409, "ALREADY_EXISTS", message);
}
