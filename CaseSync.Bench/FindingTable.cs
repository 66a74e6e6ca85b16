using System.Globalization;

namespace CaseSync.Bench;

internal static class FindingTable
{
    public static void Print(IReadOnlyList<Finding> findings, TextWriter writer)
    {
        var width = findings.Max(finding => finding.What.Length);
        writer.WriteLine($"{"Measured".PadRight(width)}  {"Value",12} {"Unit",-10} {"Limit",8}");
        foreach (var finding in findings)
        {
            var verdict = finding.IsWithinLimit ? "" : finding.Value < finding.Least ? "  DISTURBED" : "  OVER";
            writer.WriteLine(
                $"{finding.What.PadRight(width)}  {Text(finding.Value),12} {finding.Unit,-10} "
                    + $"{Text(finding.Limit),8}{verdict}");
        }
    }

    private static string Text(double? value) => value?.ToString("#,0.##", CultureInfo.InvariantCulture) ?? "";
}
