using Microsoft.Extensions.Options;

namespace CaseSync.CrmMock;

internal sealed class CrmMockOptions
{
    public const string Section = "Crm";

    /// <summary>The largest file that an attachment takes, in bytes.</summary>
    public long AttachmentBytesMax { get; set; } = 250L * 1024 * 1024;
}

internal sealed class CrmMockOptionsValidator : IValidateOptions<CrmMockOptions>
{
    private const long BytesMax = 5L * 1024 * 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, CrmMockOptions options) =>
        options.AttachmentBytesMax is >= 1 and <= BytesMax
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Crm__AttachmentBytesMax is {options.AttachmentBytesMax}; it takes 1 to {BytesMax} bytes.");
}
