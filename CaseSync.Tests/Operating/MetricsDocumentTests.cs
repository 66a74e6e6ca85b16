using System.Text.RegularExpressions;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Operating;

public sealed partial class MetricsDocumentTests
{
    [Fact]
    public void OperatingPage_EveryMetric_IsThereWithItsUnitAndKind()
    {
        var page = Repository.Read("docs/operating.md");

        var told = Row().Matches(page).ToDictionary(
            row => row.Groups["name"].Value, row => (row.Groups["unit"].Value, row.Groups["kind"].Value));

        Assert.Equal(Telemetry.Instruments(), told.OrderBy(row => row.Key, StringComparer.Ordinal).ToDictionary());
    }

    [GeneratedRegex(
        @"^\| `(?<name>casesync\.[a-z._]+)` \| (?<unit>[^|]+) \| (?<kind>[a-z]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
