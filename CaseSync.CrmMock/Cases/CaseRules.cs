namespace CaseSync.CrmMock.Cases;

/// <summary>What the fields take; the store asks before it changes anything.</summary>
internal static class CaseRules
{
    public const int SummaryCharactersMax = 255;
    public const int CommentCharactersMax = 100_000;
    public const int FilenameCharactersMax = 255;
    public const int GoogleCaseNameCharactersMax = 255;
    public const int ContentTypeCharactersMax = 255;
    public const int ComponentsMax = 50;
    public const int ComponentCharactersMax = 255;
    public const int PriorityMax = 4;

    public static void Check(CaseDraft draft) => Check(new CaseChanges
    {
        Summary = draft.Summary,
        Priority = draft.Priority,
        Components = draft.Components,
        GoogleCaseName = draft.GoogleCaseName,
    });

    public static void Check(CaseChanges changes)
    {
        if (changes.Summary is { } summary)
        {
            CheckText("summary", summary, SummaryCharactersMax);
        }

        var priority = changes.Priority ?? 0;
        Check(priority is >= 0 and <= PriorityMax, $"priority is {priority}; it takes 0 to {PriorityMax}.");
        var googleName = changes.GoogleCaseName ?? "";
        Check(
            googleName.Length <= GoogleCaseNameCharactersMax,
            $"googleCaseName has {googleName.Length} characters; it takes at most {GoogleCaseNameCharactersMax}.");
        var components = changes.Components ?? [];
        Check(
            components.Count <= ComponentsMax,
            $"components has {components.Count} names; it takes at most {ComponentsMax}.");
        foreach (var component in components)
        {
            CheckText("a name in components", component, ComponentCharactersMax);
        }
    }

    public static void CheckComment(string body) => CheckText("body", body, CommentCharactersMax);

    public static void CheckFilename(string filename)
    {
        CheckText("filename", filename, FilenameCharactersMax);
        Check(!filename.Any(char.IsControl), "filename has a control character; it takes printable ones.");
    }

    private static void CheckText(string field, string text, int charactersMax)
    {
        var taken = $"it takes 1 to {charactersMax} characters, not only white space.";
        Check(!string.IsNullOrWhiteSpace(text), $"{field} is {(text.Length == 0 ? "empty" : "blank")}; {taken}");
        Check(text.Length <= charactersMax, $"{field} has {text.Length} characters; {taken}");
    }

    private static void Check(bool holds, string message)
    {
        if (!holds)
        {
            throw RequestRefusedException.Invalid(message);
        }
    }
}
