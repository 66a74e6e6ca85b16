using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CaseSync.Tests.EndToEnd;

/// <summary>The documents' pictures, taken on the way where CASESYNC_PICTURES names a folder for them.</summary>
internal sealed class Pictures(string folder)
{
    // Down to the comment's arrival; the dashboard makes only rows that are in sight.
    private const int TraceHeight = 2180;

    // The first look again at a version, ten seconds after it, is over by then.
    private const int QuietAfterMilliseconds = 20_000;

    public static ViewportSize Size => new() { Width = 1100, Height = 760 };

    public static Pictures? FromEnvironment() =>
        Environment.GetEnvironmentVariable("CASESYNC_PICTURES") is { Length: > 0 } folder ? new(folder) : null;

    /// <param name="height">Of the window meanwhile, where what is to be seen is further down.</param>
    public async Task TakeAsync(IPage page, string name, int? height = null)
    {
        var size = page.ViewportSize!;
        await page.SetViewportSizeAsync(size.Width, height ?? size.Height);
        await page.EvaluateAsync("window.scrollTo(0, 0)");
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name) });
        await page.SetViewportSizeAsync(size.Width, size.Height);
    }

    /// <summary>What was written until now is in traces of its own.</summary>
    public static Task WaitForQuietAsync(IPage page) => page.WaitForTimeoutAsync(QuietAfterMilliseconds);

    /// <summary>A comment's way through all parts, in Aspire's dashboard.</summary>
    public async Task TakeTraceAsync(IPage page, string dashboard)
    {
        await page.GotoAsync($"{dashboard}/traces?filters=trace.name:equals:AddComment");
        var name = page.Locator("td[title*='Trace Id: ']").Last;
        var traceId = (await name.GetAttributeAsync("title"))!.Split("Trace Id: ")[1];
        await page.GotoAsync($"{dashboard}/traces/detail/{traceId}");
        await page.SetViewportSizeAsync(Size.Width, TraceHeight);
        await Expect(page.GetByText("AddComment").First).ToBeVisibleAsync();
        await TakeAsync(page, "trace.png");
    }
}
