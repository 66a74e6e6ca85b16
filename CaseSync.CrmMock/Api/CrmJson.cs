using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CaseSync.CrmMock.Cases;
using Microsoft.AspNetCore.Mvc;

namespace CaseSync.CrmMock.Api;

[JsonSerializable(typeof(CrmCase))]
[JsonSerializable(typeof(Comment))]
[JsonSerializable(typeof(Attachment))]
[JsonSerializable(typeof(Page<CrmCase>))]
[JsonSerializable(typeof(Page<Comment>))]
[JsonSerializable(typeof(Page<Attachment>))]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class CrmJson : JsonSerializerContext
{
    /// <summary>Escapes only what JSON must: these answers are read by people, and are never put into a page.</summary>
    public static CrmJson Readable { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new TimestampJsonConverter(),
            new JsonStringEnumConverter<CaseStatus>(),
            new JsonStringEnumConverter<Visibility>(),
        },
    });
}
