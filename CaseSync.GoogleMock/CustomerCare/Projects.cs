using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CaseSync.GoogleMock.Rest;

namespace CaseSync.GoogleMock.CustomerCare;

/// <summary>A project has an id and a number, and its cases are reached by either.</summary>
internal sealed partial class Projects
{
    /// <summary>All projects stand under this organization.</summary>
    public const string OrganizationId = "123";

    private const string DemoId = "casesync-demo";
    private const string DemoNumber = "4711";
    private const string NamelessPrefix = "project-";
    private const long DerivedNumberMin = 100_000_000_000;

    private readonly ConcurrentDictionary<string, string> _idsByNumber = new() { [DemoNumber] = DemoId };

    /// <summary>Where cases made on the page belong.</summary>
    public static CaseParent PageProject { get; } = new(CaseParentKind.Project, DemoId);

    public static bool Covers(CaseParent scope, CaseParent parent) =>
        scope == parent || (scope is { Kind: CaseParentKind.Organization, Id: OrganizationId }
            && parent.Kind == CaseParentKind.Project);

    public NamedParent Resolve(string kind, string id) => kind switch
    {
        "organizations" when NumberForm().IsMatch(id) =>
            new NamedParent(new CaseParent(CaseParentKind.Organization, id), $"organizations/{id}"),
        "projects" when NumberForm().IsMatch(id) =>
            new NamedParent(new CaseParent(CaseParentKind.Project, IdOf(id)), $"projects/{id}"),
        "projects" when IdForm().IsMatch(id) =>
            new NamedParent(new CaseParent(CaseParentKind.Project, Register(id)), $"projects/{id}"),
        _ => throw GoogleApiException.InvalidArgument(
            $"Invalid parent \"{kind}/{id}\"; expected organizations/<number>, projects/<id> or projects/<number>."),
    };

    public string NumberOf(string id) =>
        _idsByNumber.FirstOrDefault(pair => pair.Value == id).Key ?? Derive(id);

    private string IdOf(string number) => _idsByNumber.GetValueOrDefault(number, NamelessPrefix + number);

    private string Register(string id)
    {
        if (!_idsByNumber.Values.Contains(id))
        {
            _idsByNumber.TryAdd(Derive(id), id);
        }
        return id;
    }

    private static string Derive(string id)
    {
        if (id.StartsWith(NamelessPrefix, StringComparison.Ordinal)
            && NumberForm().IsMatch(id[NamelessPrefix.Length..]))
        {
            return id[NamelessPrefix.Length..];
        }
        var hash = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
        return (DerivedNumberMin + (long)(hash % (9 * DerivedNumberMin))).ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("^[0-9]{1,19}$")]
    private static partial Regex NumberForm();

    [GeneratedRegex("^[a-z][a-z0-9.:-]{0,62}$")]
    private static partial Regex IdForm();
}
