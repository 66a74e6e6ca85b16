namespace CaseSync.CrmMock.Cases;

/// <summary>The request breaks a rule. The message says what was wrong, what came and what is taken.</summary>
internal sealed class RequestRefusedException(int status, string message) : Exception(message)
{
    /// <summary>The HTTP status that says the same.</summary>
    public int Status { get; } = status;

    public static RequestRefusedException Invalid(string message) => new(StatusCodes.Status400BadRequest, message);

    public static RequestRefusedException NotFound(string message) => new(StatusCodes.Status404NotFound, message);

    public static RequestRefusedException TooLarge(string message) =>
        new(StatusCodes.Status413PayloadTooLarge, message);
}
