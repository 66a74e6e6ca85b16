using CaseSync.Core.Cases;
using CaseSync.Core.Doors;

namespace CaseSync.Tests.Builders;

/// <summary>Valid defaults, so that a test states only what matters to it.</summary>
internal static partial class A
{
    public const string GoogleAccount = "casesync@example.iam.gserviceaccount.com";
    public const string CompanyAccount = "casesync-bot";

    public static DateTimeOffset Noon { get; } = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static Author Ann { get; } = new("ann@example.com", "Ann");

    public static GoogleCaseName GoogleName { get; } = GoogleCaseName.Parse("projects/shop/cases/5123");

    public static CompanyCaseId CompanyId { get; } = CompanyCaseId.Parse("78");

    public static SupportCase GoogleCase { get; } = new()
    {
        Ref = GoogleName,
        Title = "Disk is full",
        Description = "The disk of the shop is full.",
        Priority = Priority.P3,
        State = CaseState.Open,
        CreatedAt = Noon.AddDays(-1),
        UpdatedAt = Noon.AddMinutes(-10),
        Creator = Ann,
    };

    public static SupportCase CompanyCase { get; } = GoogleCase with { Ref = CompanyId, GoogleCaseName = GoogleName };

    public static Author Connector(Side side) => new(side == Side.Google ? GoogleAccount : CompanyAccount, "CaseSync");

    public static SupportCase Case(Side side) => side == Side.Google ? GoogleCase : CompanyCase;

    /// <summary>A comment by a person, an hour old.</summary>
    public static Comment Comment(string id, string body = "It happened again.") =>
        new(id, body, Ann, Noon.AddHours(-1));

    /// <summary>A comment that the connector wrote.</summary>
    public static Comment OwnComment(Side side, string id, string body) =>
        new(id, body, Connector(side), Noon.AddMinutes(-50));

    /// <summary>A file by a person, an hour old.</summary>
    public static Attachment Attachment(string id, string fileName = "log.txt", long sizeBytes = 1000) =>
        new(id, fileName, "text/plain", sizeBytes, Ann, Noon.AddHours(-1));

    /// <summary>A file that the connector copied.</summary>
    public static Attachment OwnAttachment(Side side, string id, string fileName = "log.txt", long sizeBytes = 1000) =>
        new(id, fileName, "text/plain", sizeBytes, Connector(side), Noon.AddMinutes(-50));

    public static SideTraits Traits(Side side) => new()
    {
        Side = side,
        SearchLag = side == Side.Google ? TimeSpan.FromMinutes(30) : TimeSpan.FromMinutes(1),
        CommentLengthMax = side == Side.Google ? 12_800 : 30_000,
        TitleLengthMax = 250,
        DescriptionLengthMax = 12_800,
        AttachmentBytesMax = 10_000_000,
        CanReopen = side == Side.Company,
    };
}
