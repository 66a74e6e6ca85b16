using System.Globalization;
using CaseSync.Core.Outages;
using CaseSync.Poller.Operating;

namespace CaseSync.Poller.Console;

/// <summary>The lag of a day as lines in a field of <see cref="Width"/> by <see cref="Height"/>.</summary>
/// <param name="Top">What the field's upper edge stands for, in seconds.</param>
/// <param name="Google">The path of the changes made in Google.</param>
/// <param name="Late">Where something was late: left edges and widths.</param>
internal sealed record LagPlot(double Top, string Google, string Company, IReadOnlyList<(string X, string Width)> Late)
{
    public const int Width = 1000;
    public const int Height = 100;

    // Whole minutes, hours and days, so that the axis reads easily; what is above the last is cut off there.
    private static readonly double[] s_tops =
        [60, 120, 300, 600, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400, 172_800, 604_800, 2_592_000];

    // A sample that is missing shows as a gap: nobody looked then.
    private static readonly TimeSpan s_gap = LagSample.Every * 2.5;
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    public static LagPlot Of(IReadOnlyList<LagRow> samples, DateTimeOffset now)
    {
        var most = samples.Select(sample => Math.Max(sample.GoogleSeconds, sample.CompanySeconds))
            .DefaultIfEmpty().Max();
        var top = s_tops.FirstOrDefault(top => top >= most, s_tops[^1]);
        return new LagPlot(
            top,
            Path(samples, now, sample => sample.GoogleSeconds / top),
            Path(samples, now, sample => sample.CompanySeconds / top),
            [.. samples.Where(sample => sample.Late > 0)
                .Select(sample => (Text(X(sample.At, now)), Text(LagSample.Every / s_day * Width)))]);
    }

    private static string Path(IReadOnlyList<LagRow> samples, DateTimeOffset now, Func<LagRow, double> share) =>
        string.Concat(samples.Select((sample, index) =>
        {
            var isCut = index == 0 || sample.At - samples[index - 1].At > s_gap;
            var y = Height * (1 - Math.Min(1, share(sample)));
            // A lone point is drawn as a dash: a path of one point shows nothing.
            return $"{(isCut ? "M" : "L")}{Text(X(sample.At, now))} {Text(y)}{(isCut ? "h1" : "")}";
        }));

    private static double X(DateTimeOffset at, DateTimeOffset now) =>
        Math.Clamp(1 - ((now - at) / s_day), 0, 1) * Width;

    private static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
