using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using CaseSync.Tests.Simulation;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CaseSync.Tests.EndToEnd;

/// <summary>The demonstration that the README tells to walk, by clicking.</summary>
[Collection(EndToEndCollection.Name)]
public sealed partial class OutageEndToEnd(SharedStack shared, ITestOutputHelper output)
{
    private const string Title = "Backups fail at night";
    private const string Comment = "Last night they failed again.";
    private const string Unanswered = "The night after, too.";
    private const string Answer = "We look at the volume.";
    private const string Late = "This case has not synced properly in";
    private const string Resumed = "Syncing has resumed.";
    private const float WithinMilliseconds = 120_000;
    private const float PhoneWidth = 360;

    // As the README says.
    private static readonly TimeSpan s_demonstrationMax = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Systems_TakenDownAndBroughtBackOnAPage_AreInTheConsoleAndLoseNothing()
    {
        Chromium.SkipWhereMissing();
        Assert.SkipUnless(
            Runs.IsCi || Pictures.FromEnvironment() is not null, "It takes minutes; with CI=true it runs.");
        var stack = await shared.StartAsync(Cancel);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        await using var context = await browser.NewContextAsync(
            new() { ViewportSize = Pictures.Size, Locale = "en-GB" });
        context.SetDefaultTimeout(WithinMilliseconds);
        SetDefaultExpectTimeout(WithinMilliseconds);
        var google = await OpenCaseAsync(await context.NewPageAsync(), stack.Google);
        var crm = await FindCaseAsync(await context.NewPageAsync(), stack.Crm);
        var console = await context.NewPageAsync();
        await console.GotoAsync(stack.Poller);
        await Expect(crm.GetByText("The CRM is up: CaseSync can reach it.")).ToBeVisibleAsync();

        await WalkOutageOfCrmAsync(stack, google, crm, console);
        await LoseOneReplyAsync(google, crm, console);
        await WalkOutageOfGoogleAsync(google, crm, console);
    }

    /// <summary>The demonstration, with a watch on the steps that a person takes and waits for.</summary>
    private async Task WalkOutageOfCrmAsync(Stack stack, IPage google, IPage crm, IPage console)
    {
        var watch = new Stopwatch();
        watch.Start();
        await PressAsync(google, "Take the CRM down");
        try
        {
            await Expect(crm.GetByText("The CRM is down: CaseSync cannot reach it.")).ToBeVisibleAsync();
            await CommentAsync(google, Comment);
            await Expect(google.GetByText(Late)).ToBeVisibleAsync();
            await Expect(console.GetByText("Changes made in Google reach the CRM late")).ToBeVisibleAsync();
            watch.Stop();
            await Expect(crm.GetByText(Comment)).ToHaveCountAsync(0);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await DetectAsync(stack));
            await ExpectLateCaseInMetricsAsync();
            await ExpectForEveryoneAsync(crm);
            await ExpectForEveryoneAsync(google);
            if (Pictures.FromEnvironment() is { } pictures)
            {
                await pictures.TakeAsync(google, "outage.png", height: 1000); // Down to the notice.
                await pictures.TakeAsync(crm, "outage-crm.png", height: 1000);
                await Expect(console.GetByRole(AriaRole.Heading, new() { Name = "Late now" })).ToBeVisibleAsync();
                await pictures.TakeAsync(console, "outage-console.png");
            }
        }
        finally
        {
            watch.Start();
            await PressAsync(crm, "Bring the CRM back");
        }

        await Expect(crm.GetByText($"by Ann] {Comment}")).ToBeVisibleAsync();
        await Expect(google.GetByText(Resumed)).ToBeVisibleAsync();
        await Expect(console.GetByText("Outage.")).ToHaveCountAsync(0);
        watch.Stop();
        output.WriteLine($"The demonstration took {watch.Elapsed.TotalSeconds:0} s.");
        Assert.True(watch.Elapsed < s_demonstrationMax, $"The demonstration took {watch.Elapsed}.");
        await Expect(google.GetByText(Late)).ToHaveCountAsync(1);
        await Expect(crm.GetByText(Comment)).ToHaveCountAsync(1);
    }

    /// <summary>The comment is made, CaseSync does not hear so, and finds it when it tries again.</summary>
    private static async Task LoseOneReplyAsync(IPage google, IPage crm, IPage console)
    {
        await PressAsync(crm, "Lose the CRM's replies");
        await Expect(crm.GetByText("the answers to CaseSync's next 3 changes there get lost")).ToBeVisibleAsync();
        try
        {
            await CommentAsync(google, Unanswered);
            await Expect(crm.GetByText("CaseSync's next 3 changes")).ToHaveCountAsync(0);
            await ExpectCommentsCopiedAsync(console, 2);
        }
        finally
        {
            await PressAsync(crm, "Bring the CRM back");
        }

        await Expect(crm.GetByText(Unanswered)).ToHaveCountAsync(1);
    }

    private static async Task ExpectCommentsCopiedAsync(IPage console, int count)
    {
        await console.GetByRole(AriaRole.Link, new() { Name = "Cases", Exact = true }).ClickAsync();
        await console.GetByRole(AriaRole.Link, new() { Name = Title, Exact = true }).ClickAsync();
        await Expect(console.GetByRole(AriaRole.Listitem).Filter(new() { HasTextRegex = CopiedComment() }))
            .ToHaveCountAsync(count);
    }

    private static async Task WalkOutageOfGoogleAsync(IPage google, IPage crm, IPage console)
    {
        await PressAsync(crm, "Take Google down");
        try
        {
            await Expect(google.GetByText("Google is down: CaseSync cannot reach it.")).ToBeVisibleAsync();
            await crm.GetByLabel("Visibility").SelectOptionAsync("Public");
            await CommentAsync(crm, Answer);
            await Expect(console.GetByText("Changes made in the CRM reach Google late")).ToBeVisibleAsync();
            await Expect(google.GetByText(Answer)).ToHaveCountAsync(0);
        }
        finally
        {
            await PressAsync(google, "Bring Google back");
        }

        await Expect(google.GetByText(Answer)).ToBeVisibleAsync();
        await Expect(console.GetByText("Outage.")).ToHaveCountAsync(0);
        await Expect(google.GetByText(Answer)).ToHaveCountAsync(1);
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

    private static async Task CommentAsync(IPage page, string text)
    {
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Comment" }).FillAsync(text);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add comment" }).ClickAsync();
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
            await telemetry.WaitForAsync(
                "late case", TimeSpan.FromMinutes(1), () => telemetry.Points.FirstOrDefault(point =>
                point is { Name: "casesync.outage.active", Value: >= 1 }
                    && point.Attributes["casesync.side"] == "google"), Cancel);
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
        Assert.True(
            await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"),
            $"{page.Url} is too wide.");
        await page.SetViewportSizeAsync(Pictures.Size.Width, Pictures.Size.Height);
    }

    [GeneratedRegex(@"^\s*Comment [\s\S]*Copied to the CRM")]
    private static partial Regex CopiedComment();
}
