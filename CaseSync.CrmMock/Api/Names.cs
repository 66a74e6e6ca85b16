namespace CaseSync.CrmMock.Api;

/// <summary>The members of an enum by their exact names: no numbers, no other casing.</summary>
internal static class Names
{
    public static bool TryParse<T>(string text, out T value) where T : struct, Enum =>
        Enum.TryParse(text, out value) && Enum.GetName(value) == text;

    public static string List<T>() where T : struct, Enum => string.Join(" or ", Enum.GetNames<T>());
}

/// <summary>What came, short enough for a message.</summary>
internal static class Quote
{
    private const int CharactersMax = 100;

    public static string Short(string text) => text.Length <= CharactersMax ? text : $"{text[..CharactersMax]}…";
}
