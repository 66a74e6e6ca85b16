using System.Text;

namespace CaseSync.ServiceDefaults.RemoteCalls;

/// <summary>A form (RFC 7578) around a file, for systems that take files no other way.</summary>
/// <param name="FileField">The file's field.</param>
/// <param name="FileName">As it is to be stored.</param>
/// <param name="Json">Further fields, of JSON each; they precede the file.</param>
public sealed record UploadForm(string FileField, string FileName, IReadOnlyDictionary<string, string> Json)
{
    internal MultipartContent Around(HttpContent file)
    {
        // UTF-8 in quotation marks, as browsers send it and servers read it, and no "=?utf-8?B?…?=" of RFC 2047.
        var form = new MultipartContent("form-data") { HeaderEncodingSelector = static (_, _) => Encoding.UTF8 };
        foreach (var (name, json) in Json)
        {
            form.Add(Named(new StringContent(json, Encoding.UTF8, "application/json"), Field(name)));
        }

        form.Add(Named(file, $"{Field(FileField)}; filename=\"{Sent(FileName)}\""));
        return form;
    }

    private static HttpContent Named(HttpContent content, string disposition)
    {
        return content.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; {disposition}")
            ? content
            : throw new ArgumentException($"A form cannot name a field or a file so: {disposition}");
    }

    private static string Field(string name) => $"name=\"{name}\"";

    /// <summary>
    /// The name as a form sends it; servers do not undo it
    /// (https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data).
    /// </summary>
    public static string Sent(string name) => name
        .Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal)
        .Replace("\"", "%22", StringComparison.Ordinal);
}
