using System.Text.RegularExpressions;
using CaseSync.Poller.Operating;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CaseSync.Tests.EndToEnd;

/// <summary>
/// The operator's console in a browser, as those see it who are asked "where is my comment?" and "is it us or them?".
/// </summary>
[Collection(EndToEndCollection.Name)]
public sealed partial class ConsoleEndToEnd : IAsyncLifetime
{
    private const float WithinMilliseconds = 30_000;
    private const string Tokyo = "Asia/Tokyo";
    private const string Focused = "document.activeElement.ariaLabel ?? document.activeElement.textContent.trim()";

    private readonly List<string> _complaints = [];
    private ConsoleStage? _stage;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private ConsoleStage Stage => _stage!;

    [Fact]
    public async Task Console_WalkedThrough_AnswersOnEveryPageAndBreaksNoFence()
    {
        var page = await OpenAsync(new() { ViewportSize = Pictures.Size, TimezoneId = Tokyo, Locale = "en-GB" });
        await Expect(page.GetByText("Changes made in Google reach the CRM late")).ToBeVisibleAsync();
        await Expect(page.GetByText("That is theirs.")).ToBeVisibleAsync();
        await page.AssertAccessibleAsync();
        await PictureAsync(page, "console-overview.png", height: 1260);
        await ExpectTheReadersZoneAsync(page);

        await page.GetByRole(AriaRole.Link, new() { Name = ConsoleStage.LateTitle }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = ConsoleStage.LateTitle })).ToBeFocusedAsync();
        await Expect(page.GetByText("A change waits.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "SUP-901 in the CRM" }))
            .ToHaveAttributeAsync("href", "https://crm.example.com/cases/SUP-901");
        await page.AssertAccessibleAsync();
        await PictureAsync(page, "console-case.png", height: 1260);

        await page.GetByRole(AriaRole.Link, new() { Name = "Cases", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row)).ToHaveCountAsync(51);
        await page.AssertAccessibleAsync();
        await PictureAsync(page, "console-cases.png");
        await FindAsync(page);
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Refused_RetriedByKeyboard_IsQueuedAndLeavesTheList()
    {
        var page = await OpenAsync(new() { ViewportSize = Pictures.Size });
        await TabToAsync(page, "Refused");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(2);
        await page.AssertAccessibleAsync();
        await PictureAsync(page, "console-refused.png");

        await TabToAsync(page, $"Retry File export.csv from the CRM of {ConsoleStage.RefusedTitle}");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByText("Queued: it is sent again now.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        Assert.Equal("SUP-902", Assert.Single(Stage.Queue.Tasks).Case.Value);
        await page.GetByRole(AriaRole.Button, new() { Name = "Retry all" }).ClickAsync();
        await Expect(page.GetByText("1 item queued.")).ToBeVisibleAsync();
        await Expect(page.GetByText("Nothing is refused.")).ToBeVisibleAsync();
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Pages_WhileOpen_ShowWhatHappensWithoutReload()
    {
        var page = await OpenAsync(new() { ViewportSize = Pictures.Size });
        await page.EvaluateAsync("window.isTheSame = true");
        await Expect(page.GetByText("1 case late.")).ToBeVisibleAsync();

        await Stage.SeeChangeAsync("Backup of tonight has failed");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "2 waiting" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Cases", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync("Backup of tonight has failed");

        await Stage.EndOutageAsync();
        await Expect(page.GetByText("Outage.")).ToHaveCountAsync(0);
        Assert.True(await page.EvaluateAsync<bool>("window.isTheSame"));
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Pages_InATabThatNobodySees_AreReadAgainOnlyWhenItIsSeen()
    {
        var (hidden, seen) = (await OpenAsync(new()), await OpenAsync(new()));
        foreach (var page in new[] { hidden, seen })
        {
            await page.GotoAsync($"{Stage.Address}/cases/{AddressText.Encode("google:5902")}");
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = ConsoleStage.RefusedTitle }))
                .ToBeVisibleAsync();
            await ExpectLiveAsync(page);
        }

        await hidden.EvaluateAsync("Object.defineProperty(document, 'hidden', { value: true, configurable: true })");

        // The seen page's second reading comes a whole period after its first: the hidden one was due between the two.
        foreach (var title in new[] { "First new title", "Second new title" })
        {
            await Stage.RenameAsync("google:5902", title);
            await Expect(seen.GetByRole(AriaRole.Heading, new() { Name = title })).ToBeVisibleAsync();
        }

        Assert.Equal(
            1, await hidden.GetByRole(AriaRole.Heading, new() { Name = ConsoleStage.RefusedTitle }).CountAsync());
        await hidden.EvaluateAsync("Object.defineProperty(document, 'hidden', { value: false })");
        await Expect(hidden.GetByRole(AriaRole.Heading, new() { Name = "Second new title" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Pages_OnAPhone_FitItsWidthAndCanBeReadByDayAndNight(ColorScheme scheme)
    {
        var page = await OpenAsync(new() { ViewportSize = new() { Width = 360, Height = 740 }, ColorScheme = scheme });
        foreach (var name in new[] { "Overview", "Cases", "Refused" })
        {
            await page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByText(name).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true })).ToBeVisibleAsync();
            await AssertFitsAsync(page);
            await page.AssertAccessibleAsync();
            if ((name, scheme) == ("Overview", ColorScheme.Dark))
            {
                await PictureAsync(page, "console-phone.png");
            }
        }

        await page.GetByRole(AriaRole.Link, new() { Name = ConsoleStage.RefusedTitle }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = ConsoleStage.RefusedTitle })).ToBeVisibleAsync();
        await AssertFitsAsync(page);
        await page.AssertAccessibleAsync();
        Assert.Empty(_complaints);
    }

    public async ValueTask InitializeAsync()
    {
        Chromium.SkipWhereMissing();
        _stage = await ConsoleStage.SetAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
        SetDefaultExpectTimeout(WithinMilliseconds);
    }

    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
        await (_stage?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task<IPage> OpenAsync(BrowserNewContextOptions options)
    {
        var context = await _browser!.NewContextAsync(options);
        context.SetDefaultTimeout(WithinMilliseconds);
        var page = await context.NewPageAsync();
        page.Console += (_, said) =>
        {
            if (said.Type == "error")
            {
                _complaints.Add(said.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Add(error);
        await page.GotoAsync(Stage.Address);
        return page;
    }

    // Buttons work once the page is connected, and only then does it read again.
    private static Task ExpectLiveAsync(IPage page) =>
        Expect(page.GetByRole(AriaRole.Button, new() { Name = "Retry" }).First).ToBeEnabledAsync();

    private static async Task ExpectTheReadersZoneAsync(IPage page)
    {
        var time = page.Locator("dd time").First;
        var at = DateTimeOffset.Parse(
            (await time.GetAttributeAsync("datetime"))!, System.Globalization.CultureInfo.InvariantCulture);
        await Expect(time).ToContainTextAsync($"{at.ToOffset(TimeSpan.FromHours(9)):HH:mm:ss}");
        await Expect(time).ToHaveAttributeAsync("title", UtcTitle());
    }

    private static async Task FindAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Next page" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "First page" })).ToBeVisibleAsync();
        foreach (var wanted in new[] { "SUP-902", "5902", "nightly exp" })
        {
            await page.GetByRole(AriaRole.Searchbox).FillAsync(wanted);
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.GetByRole(AriaRole.Row)).ToHaveCountAsync(2);
            await Expect(page.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync(ConsoleStage.RefusedTitle);
        }

        await page.GetByRole(AriaRole.Searchbox).FillAsync("");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Show" }).GetByText("Late").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row)).ToHaveCountAsync(2);
        await Expect(page.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync(ConsoleStage.LateTitle);
    }

    private static async Task TabToAsync(IPage page, string name)
    {
        for (var stops = 0; stops < 30; stops++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string>(Focused) == name)
            {
                return;
            }
        }

        Assert.Fail($"'{name}' is not reached by the keyboard.");
    }

    private static async Task AssertFitsAsync(IPage page)
    {
        var widths = await page.EvaluateAsync<int[]>(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]");
        Assert.True(widths[0] <= widths[1], $"{page.Url}: {widths[0]} pixels wide in {widths[1]}.");
    }

    private static async Task PictureAsync(IPage page, string name, int? height = null)
    {
        if (Pictures.FromEnvironment() is { } pictures)
        {
            await pictures.TakeAsync(page, name, height);
        }
    }

    [GeneratedRegex(@"^\d{1,2} \w{3} \d{4}, \d\d:\d\d:\d\d UTC$")]
    private static partial Regex UtcTitle();
}
