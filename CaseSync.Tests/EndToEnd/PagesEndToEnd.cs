using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CaseSync.Tests.EndToEnd;

/// <summary>One case on both pages, as people see it: everything is done by clicking, and seen by looking.</summary>
[Collection(EndToEndCollection.Name)]
public sealed partial class PagesEndToEnd(SharedStack shared)
{
    private const string Title = "VM does not start";
    private const string Comment = "Since this morning, in europe-west1.";
    private const string InternalComment = "Customer is angry: between us.";
    private const string Answer = "We see it too and are on it.";
    private const string Filename = "boot.log";
    private const float ArrivesWithinMilliseconds = 60_000;

    [Fact]
    public async Task Case_WorkedOnInBothPages_IsTheSameInBoth()
    {
        Chromium.SkipWhereMissing();
        var pictures = Pictures.FromEnvironment();
        var stack = await shared.StartAsync(TestContext.Current.CancellationToken);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        await using var context = await browser.NewContextAsync(new() { ViewportSize = Pictures.Size });
        context.SetDefaultTimeout(ArrivesWithinMilliseconds);
        SetDefaultExpectTimeout(ArrivesWithinMilliseconds);

        var crm = await OpenCaseInCrmAsync(await context.NewPageAsync(), stack.Crm);
        var google = await FindCaseInGoogleAsync(await context.NewPageAsync(), stack.Google);
        if (pictures is not null)
        {
            await Pictures.WaitForQuietAsync(google);
        }

        await AnswerAndRaiseInGoogleAsync(google);
        await ExpectAnswerAndPriorityInCrmAsync(crm);
        if (pictures is not null)
        {
            await pictures.TakeAsync(crm, "crm.png");
            await pictures.TakeAsync(google, "google.png");
            await pictures.TakeTraceAsync(await context.NewPageAsync(), stack.Dashboard);
        }

        await CloseInCrmAsync(crm, google);

        await ExpectEverythingOnceAsync(crm, google);
        await ExpectItsStoryInTheConsoleAsync(await context.NewPageAsync(), stack);
        await crm.AssertAccessibleAsync();
        await google.AssertAccessibleAsync();
        foreach (var list in new[] { crm, google })
        {
            await list.GetByRole(AriaRole.Link, new() { Name = "All cases" }).ClickAsync();
            await Expect(list.GetByRole(AriaRole.Heading, new() { Name = "New case" })).ToBeVisibleAsync();
            await list.AssertAccessibleAsync();
        }
    }

    private static async Task<IPage> OpenCaseInCrmAsync(IPage crm, string address)
    {
        await crm.GotoAsync(address);
        await crm.GetByLabel("You are").SelectOptionAsync("Ann");
        await crm.GetByLabel("Title").FillAsync(Title);
        await crm.GetByLabel("Description").FillAsync("It stops at boot.");
        await crm.GetByLabel("Priority").SelectOptionAsync("P3");
        await Expect(crm.GetByLabel("Sync with Google Cloud Support")).ToBeCheckedAsync();
        await crm.GetByRole(AriaRole.Button, new() { Name = "Open case" }).ClickAsync();
        await crm.GetByRole(AriaRole.Link, new() { Name = Title, Exact = true }).ClickAsync();
        await Expect(crm.GetByRole(AriaRole.Heading, new() { Name = Title })).ToBeVisibleAsync();

        await CommentInCrmAsync(crm, Comment, "Public");
        await CommentInCrmAsync(crm, InternalComment, "Internal");
        await crm.GetByLabel("File").SetInputFilesAsync(new FilePayload
        {
            Name = Filename,
            MimeType = "text/plain",
            Buffer = Encoding.UTF8.GetBytes("kernel panic at 09:14\n"),
        });
        await crm.GetByRole(AriaRole.Button, new() { Name = "Attach" }).ClickAsync();
        await Expect(crm.GetByRole(AriaRole.Link, new() { Name = Filename })).ToBeVisibleAsync();
        return crm;
    }

    private static async Task CommentInCrmAsync(IPage crm, string text, string visibility)
    {
        await crm.GetByRole(AriaRole.Textbox, new() { Name = "Comment" }).FillAsync(text);
        await crm.GetByLabel("Visibility").SelectOptionAsync(visibility);
        await crm.GetByRole(AriaRole.Button, new() { Name = "Add comment" }).ClickAsync();
        await Expect(crm.GetByRole(AriaRole.Listitem).Filter(new() { HasText = text })).ToContainTextAsync(visibility);
    }

    private static async Task<IPage> FindCaseInGoogleAsync(IPage google, string address)
    {
        await google.GotoAsync(address);
        await google.GetByRole(AriaRole.Link, new() { Name = Title, Exact = true }).ClickAsync();
        await Expect(google.GetByLabel("Priority")).ToHaveValueAsync("P3");
        await Expect(google.GetByText($"by Ann] {Comment}")).ToBeVisibleAsync();
        await Expect(google.GetByRole(AriaRole.Link, new() { Name = Filename })).ToBeVisibleAsync();
        return google;
    }

    private static async Task AnswerAndRaiseInGoogleAsync(IPage google)
    {
        await google.GetByLabel("You are").SelectOptionAsync("Bob");
        await google.GetByRole(AriaRole.Textbox, new() { Name = "Comment" }).FillAsync(Answer);
        await google.GetByRole(AriaRole.Button, new() { Name = "Add comment" }).ClickAsync();
        await Expect(google.GetByText(Answer)).ToBeVisibleAsync();
        await google.GetByLabel("Priority").SelectOptionAsync("P1");
    }

    private static async Task ExpectAnswerAndPriorityInCrmAsync(IPage crm)
    {
        await Expect(crm.GetByText($"by Bob] {Answer}")).ToBeVisibleAsync();
        await Expect(crm.GetByLabel("Priority")).ToHaveValueAsync("1");
    }

    private static async Task CloseInCrmAsync(IPage crm, IPage google)
    {
        await crm.GetByRole(AriaRole.Button, new() { Name = "Close case" }).ClickAsync();
        await Expect(google.GetByRole(AriaRole.Button, new() { Name = "Reopen case" })).ToBeVisibleAsync();
    }

    /// <summary>Closing goes last: what would have come twice has come by now.</summary>
    private static async Task ExpectEverythingOnceAsync(IPage crm, IPage google)
    {
        foreach (var page in new[] { crm, google })
        {
            await Expect(page.GetByText(Comment)).ToHaveCountAsync(1);
            await Expect(page.GetByText(Answer)).ToHaveCountAsync(1);
            await Expect(page.GetByRole(AriaRole.Link, new() { Name = Filename })).ToHaveCountAsync(1);
        }

        await Expect(crm.GetByText(InternalComment)).ToHaveCountAsync(1);
        await Expect(google.GetByText(InternalComment)).ToHaveCountAsync(0);
    }

    /// <summary>The console tells where each item went, and leads to both systems.</summary>
    private static async Task ExpectItsStoryInTheConsoleAsync(IPage console, Stack stack)
    {
        await console.GotoAsync($"{stack.Poller}/cases");
        await console.GetByRole(AriaRole.Link, new() { Name = Title, Exact = true }).ClickAsync();
        await Expect(console.GetByRole(AriaRole.Heading, new() { Name = Title })).ToBeVisibleAsync();
        var copied = console.GetByRole(AriaRole.Listitem).Filter(new() { HasTextRegex = CopiedItem() });
        // The comment, and the file.
        await Expect(copied.Filter(new() { HasText = "Written in the CRM" })).ToHaveCountAsync(2);
        await Expect(copied.Filter(new() { HasText = "Written in Google" })).ToHaveCountAsync(1);
        await console.AssertAccessibleAsync();
        await console.GetByRole(AriaRole.Link, new() { NameRegex = new(" in Google$") }).ClickAsync();
        await Expect(console).ToHaveURLAsync(new Regex($"^{stack.Google}/cases/"));
        await Expect(console.GetByRole(AriaRole.Heading, new() { Name = Title })).ToBeVisibleAsync();
    }

    [GeneratedRegex(@"^\s*(Comment|File) [\s\S]*Copied to")]
    private static partial Regex CopiedItem();
}
