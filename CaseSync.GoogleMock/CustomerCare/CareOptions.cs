using Microsoft.Extensions.Options;

namespace CaseSync.GoogleMock.CustomerCare;

/// <summary>Section <c>Care</c>.</summary>
internal sealed class CareOptions
{
    /// <summary>The largest attachment. Google documents no limit.</summary>
    public long AttachmentBytesMax { get; set; } = 256L * 1024 * 1024;

    /// <summary>
    /// Google's attachment lists may hold an empty page that still names a next one. With this, the first page of every
    /// list that is not empty is such a page, so that nobody can forget it.
    /// </summary>
    public bool EmptyFirstAttachmentPage { get; set; } = true;
}

internal sealed class CareOptionsValidator : IValidateOptions<CareOptions>
{
    public ValidateOptionsResult Validate(string? name, CareOptions options) => options.AttachmentBytesMax > 0
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail(
            $"Care__AttachmentBytesMax is {options.AttachmentBytesMax}; it takes more than 0.");
}
