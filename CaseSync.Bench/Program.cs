using CaseSync.Bench;
using CaseSync.Bench.LargeFile;
using CaseSync.Bench.Quiet;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true; // The temporary files and the processes are cleared away first.
    stop.Cancel();
};

var clock = TimeProvider.System;
var folder = Directory.CreateTempSubdirectory("casesync-bench-");
try
{
    List<Finding> findings =
    [
        .. await QuietRun.MeasureAsync(folder.FullName, clock, stop.Token),
        .. await LargeFileRun.MeasureAsync(folder.FullName, clock, stop.Token),
    ];
    FindingTable.Print(findings, Console.Out);
    return findings.All(finding => finding.IsWithinLimit) ? 0 : 1;
}
finally
{
    folder.Delete(recursive: true);
}
