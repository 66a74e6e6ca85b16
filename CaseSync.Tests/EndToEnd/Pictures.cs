using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CaseSync.Tests.EndToEnd;

/// <summary>The documents' pictures, taken on the way where CASESYNC_PICTURES names a folder for them.</summary>
internal sealed class Pictures(string folder)
{
    private const int AllRows = 3000; // The dashboard makes only those rows that are in sight.
    private const int FoldedRows = 1060;

    public static ViewportSize Size => new() { Width = 1100, Height = 760 };

    public static Pictures? FromEnvironment() =>
        Environment.GetEnvironmentVariable("CASESYNC_PICTURES") is { Length: > 0 } folder ? new(folder) : null;

    public async Task TakeAsync(IPage page, string name)
    {
        await page.EvaluateAsync("window.scrollTo(0, 0)");
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name) });
    }

    /// <summary>A comment's way through all parts, in Aspire's dashboard.</summary>
    public async Task TakeTraceAsync(IPage page, string dashboard)
    {
        await page.GotoAsync($"{dashboard}/traces?filters=trace.name:equals:AddComment");
        var name = page.Locator("td[title*='Trace Id: ']").Last;
        var traceId = (await name.GetAttributeAsync("title"))!.Split("Trace Id: ")[1];
        await page.GotoAsync($"{dashboard}/traces/detail/{traceId}");
        await page.SetViewportSizeAsync(Size.Width, AllRows);
        await Expect(page.GetByText("AddComment").First).ToBeVisibleAsync();
        await page.AddStyleTagAsync(new() { Content = ".fluent-messagebar { display: none }" });
        await FoldReadsAsync(page);
        await page.SetViewportSizeAsync(Size.Width, FoldedRows);
        await TakeAsync(page, "trace.png");
    }

    /// <summary>What a sync read is one row each; how the comment went is left unfolded.</summary>
    private static async Task FoldReadsAsync(IPage page)
    {
        var unfolded = page.Locator(
            "td:is([title$='.get'], [title$='.list'], [title$='.patch']) .main-grid-expanded fluent-button");
        for (var left = await unfolded.CountAsync(); left > 0; left--)
        {
            await unfolded.First.ClickAsync();
            await Expect(unfolded).ToHaveCountAsync(left - 1);
        }
    }
}
