using System.Globalization;

namespace CaseSync.CrmMock.Pages;

internal static class Size
{
    private static readonly string[] s_units = ["KiB", "MiB", "GiB"];

    /// <summary>For people: at most one decimal.</summary>
    public static string Text(long bytes)
    {
        if (bytes < 1024)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes");
        }

        var unit = 0;
        var amount = bytes / 1024.0;
        for (; amount >= 1024 && unit < s_units.Length - 1; unit++)
        {
            amount /= 1024;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{amount:0.#} {s_units[unit]}");
    }
}
