using CaseSync.GoogleMock.Rest;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CaseSync.GoogleMock.CustomerCare;

/// <summary>Cloud Support API v2, the methods of its discovery document.</summary>
internal static class CareEndpoints
{
    private const string Cases = "/v2/{kind}/{owner}/cases";
    private const string Case = Cases + "/{case}";
    private const string Attachments = Case + "/attachments";

    public static IServiceCollection AddCustomerCare(this IServiceCollection services)
    {
        services.AddOptions<CareOptions>().BindConfiguration("Care").ValidateOnStart();
        services.AddSingleton<IValidateOptions<CareOptions>, CareOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<SupportDesk>().AddSingleton<Projects>().AddSingleton<AttachmentFiles>()
            .AddSingleton<CaseMethods>().AddSingleton<CaseLists>().AddSingleton<MediaMethods>();
    }

    public static void MapCustomerCare(this WebApplication app)
    {
        var cases = app.Services.GetRequiredService<CaseMethods>();
        app.MapGoogle("POST", Cases, cases.CreateAsync);
        app.MapGoogle("GET", Case, cases.GetAsync);
        app.MapGoogle("PATCH", Case, cases.PatchAsync, "updateMask");
        app.MapGoogle("POST", Case + ":close", cases.CloseAsync);
        app.MapGoogle("POST", Case + ":escalate", cases.EscalateAsync);
        app.MapGoogle("POST", Case + "/comments", cases.CommentAsync);

        var lists = app.Services.GetRequiredService<CaseLists>();
        app.MapGoogle("GET", Cases, lists.ListAsync, "filter", "pageSize", "pageToken");
        app.MapGoogle("GET", Cases + ":search", lists.SearchAsync, "query", "pageSize", "pageToken");
        app.MapGoogle("GET", Case + "/comments", lists.CommentsAsync, "pageSize", "pageToken");
        app.MapGoogle("GET", Attachments, lists.AttachmentsAsync, "pageSize", "pageToken");
        app.MapGoogle(
            "GET", "/v2/caseClassifications:search", CaseLists.ClassificationsAsync, "query", "pageSize", "pageToken");

        var media = app.Services.GetRequiredService<MediaMethods>();
        app.MapGoogle("GET", Attachments + "/{attachment}:download", media.DownloadAsync);
        app.MapGoogle("POST", Attachments, MediaMethods.RefuseMetadataOnlyAsync);
        app.MapGoogle(
            "POST", "/upload" + Attachments, media.UploadAsync, "uploadType", "upload_protocol", "attachment.filename")
            .WithMetadata(new DisableRequestSizeLimitAttribute());
    }
}
