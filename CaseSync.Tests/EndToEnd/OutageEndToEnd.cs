using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CaseSync.Tests.EndToEnd;

/// <summary>The demonstration that the README tells to walk, by clicking.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class OutageEndToEnd(SharedStack shared)
{
    private const string Title = "Backups fail at night";
    private const string Comment = "Last night they failed again.";
    private const string Late = "This case has not synced properly in";
    private const string Resumed = "Syncing has resumed.";
    private const float WithinMilliseconds = 120_000;
    private const float PhoneWidth = 360;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Crm_TakenDownAndBroughtBackOnItsPage_IsSaidOnTheCaseAndLosesNothing()
    {
        Chromium.SkipWhereMissing();
        var pictures = Pictures.FromEnvironment();
        var stack = await shared.StartAsync(Cancel);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        await using var context = await browser.NewContextAsync(new() { ViewportSize = Pictures.Size });
        context.SetDefaultTimeout(WithinMilliseconds);
        SetDefaultExpectTimeout(WithinMilliseconds);
        var google = await OpenCaseAsync(await context.NewPageAsync(), stack.Google);
        var crm = await FindCaseAsync(await context.NewPageAsync(), stack.Crm);
        await Expect(crm.GetByText("Up: CaseSync can reach it.")).ToBeVisibleAsync();

        await PressAsync(crm, "Lose replies");
        await Expect(crm.GetByText("the answers to CaseSync's next 3 changes here get lost")).ToBeVisibleAsync();

        await PressAsync(crm, "Take down");
        try
        {
            await Expect(crm.GetByText("Down: CaseSync cannot reach it.")).ToBeVisibleAsync();
            await CommentAsync(google);
            await Expect(google.GetByText(Late)).ToBeVisibleAsync();
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await DetectAsync(stack));
            await ExpectLateCaseInMetricsAsync();
            await Expect(crm.GetByText(Comment)).ToHaveCountAsync(0);
            await ExpectForEveryoneAsync(crm);
            await ExpectForEveryoneAsync(google);
            if (pictures is not null)
            {
                await pictures.TakeAsync(google, "outage.png");
                await pictures.TakeAsync(crm, "outage-crm.png");
            }
        }
        finally
        {
            await PressAsync(crm, "Bring back");
        }

        await Expect(crm.GetByText("Up: CaseSync can reach it.")).ToBeVisibleAsync();
        await Expect(crm.GetByText($"by Ann] {Comment}")).ToBeVisibleAsync();
        await Expect(google.GetByText(Resumed)).ToBeVisibleAsync();
        await Expect(google.GetByText(Late)).ToHaveCountAsync(1);
        await Expect(crm.GetByText(Comment)).ToHaveCountAsync(1);
    }

    private static async Task<IPage> OpenCaseAsync(IPage google, string address)
    {
        await google.GotoAsync(address);
        await google.GetByLabel("Title").FillAsync(Title);
        await google.GetByLabel("Description").FillAsync("Since Monday.");
        await google.GetByRole(AriaRole.Button, new() { Name = "Open case" }).ClickAsync();
        await google.GetByRole(AriaRole.Link, new() { Name = Title, Exact = true }).ClickAsync();
        await Expect(google.GetByText("This case is now syncing with Company Case")).ToBeVisibleAsync();
        return google;
    }

    private static async Task<IPage> FindCaseAsync(IPage crm, string address)
    {
        await crm.GotoAsync(address);
        await crm.GetByRole(AriaRole.Link, new() { Name = Title, Exact = true }).ClickAsync();
        await Expect(crm.GetByRole(AriaRole.Heading, new() { Name = Title })).ToBeVisibleAsync();
        return crm;
    }

    /// <summary>With the keyboard alone.</summary>
    private static async Task PressAsync(IPage page, string name)
    {
        var button = page.GetByRole(AriaRole.Button, new() { Name = name });
        await Expect(button).ToBeEnabledAsync();
        await button.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
    }

    private static async Task CommentAsync(IPage google)
    {
        await google.GetByRole(AriaRole.Textbox, new() { Name = "Comment" }).FillAsync(Comment);
        await google.GetByRole(AriaRole.Button, new() { Name = "Add comment" }).ClickAsync();
    }

    private static async Task<HttpStatusCode> DetectAsync(Stack stack)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var answer = await http.PostAsync(new Uri($"{stack.Poller}/tasks/detect-outages"), null, Cancel);
        return answer.StatusCode;
    }

    private async Task ExpectLateCaseInMetricsAsync()
    {
        if (shared.Telemetry is { } telemetry)
        {
            await telemetry.WaitForAsync("late case", TimeSpan.FromMinutes(1), () => telemetry.Points.FirstOrDefault(point =>
                point is { Name: "casesync.outage.active", Value: >= 1 } && point.Attributes["casesync.side"] == "google"), Cancel);
        }
    }

    /// <summary>Readable for all, by day and by night, and on a phone.</summary>
    private static async Task ExpectForEveryoneAsync(IPage page)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            await page.AssertAccessibleAsync();
        }

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.SetViewportSizeAsync((int)PhoneWidth, Pictures.Size.Height);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{page.Url} is too wide.");
        await page.SetViewportSizeAsync(Pictures.Size.Width, Pictures.Size.Height);
    }
}
