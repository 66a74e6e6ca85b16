using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CaseSync.Tests.EndToEnd;

/// <summary>The browser of this machine, without a window.</summary>
internal static class Chromium
{
    private static readonly string[] s_arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private static readonly string[] s_grave = ["serious", "critical"];

    private static string Program => Environment.GetEnvironmentVariable("CASESYNC_CHROMIUM") is { Length: > 0 } named
        ? named
        : "/usr/bin/chromium";

    public static void SkipWhereMissing() =>
        Assert.SkipUnless(File.Exists(Program), $"{Program} is missing; CASESYNC_CHROMIUM names a Chromium elsewhere.");

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = s_arguments });

    /// <summary>Axe's rules: nothing that keeps people out.</summary>
    public static async Task AssertAccessibleAsync(this IPage page)
    {
        var result = await page.RunAxe();
        Assert.NotEmpty(result.Passes);
        var grave = string.Join('\n',
            from violation in result.Violations
            where s_grave.Contains(violation.Impact)
            select $"{page.Url}: {violation.Impact} {violation.Id}, {violation.Help}: "
                + string.Join(", ", violation.Nodes.Select(node => node.Html)));
        Assert.True(grave.Length == 0, grave);
    }
}
