using System.Text.RegularExpressions;

namespace CaseSync.Tests.Contracts.CustomerCare;

/// <summary>
/// The methods of Cloud Support API v2 that its discovery document lists (revision 20260409), as far as they are used.
/// </summary>
internal static class CloudSupportMethods
{
    private const string Parent = "(organizations|projects)/[^/?]+";
    private const string Case = $"{Parent}/cases/[^/?:]+";

    private static readonly (string Id, string Method, string Path, string[] Query)[] s_methods =
    [
        ("cases.search", "GET", $"/v2/{Parent}/cases:search", ["query", "pageSize", "pageToken"]),
        ("cases.get", "GET", $"/v2/{Case}", []),
        ("cases.create", "POST", $"/v2/{Parent}/cases", []),
        ("cases.patch", "PATCH", $"/v2/{Case}", ["updateMask"]),
        ("cases.close", "POST", $"/v2/{Case}:close", []),
        ("cases.comments.list", "GET", $"/v2/{Case}/comments", ["pageSize", "pageToken"]),
        ("cases.comments.create", "POST", $"/v2/{Case}/comments", []),
        ("cases.attachments.list", "GET", $"/v2/{Case}/attachments", ["pageSize", "pageToken"]),
        ("media.download", "GET", $"/v2/{Case}/attachments/[^/?:]+:download", ["alt"]),
        ("media.upload", "POST", $"/upload/v2/{Case}/attachments", ["attachment.filename", "uploadType"]),
        ("caseClassifications.search", "GET", "/v2/caseClassifications:search", ["query", "pageSize", "pageToken"]),
    ];

    /// <summary>
    /// The method that a request is; throws when it is none, or has a parameter that the method does not.
    /// </summary>
    public static string IdOf(string method, string target)
    {
        var parts = target.Split('?', 2);
        var names = parts.Length < 2 ? [] : parts[1].Split('&').Select(pair => pair.Split('=')[0]).ToArray();
        return s_methods.Single(known =>
            known.Method == method && Regex.IsMatch(parts[0], $"^{known.Path}$") && names.All(known.Query.Contains)).Id;
    }
}
