using System.Globalization;

namespace CaseSync.GoogleMock.CustomerCare;

/// <summary>Who did something. Google hides its own agents' names and addresses.</summary>
internal sealed record Actor(string DisplayName, string? Email, bool GoogleSupport)
{
    private static readonly char[] s_separators = ['.', '_', '-', '+'];

    public static Actor Of(string email)
    {
        if (email.EndsWith("@google.com", StringComparison.OrdinalIgnoreCase))
        {
            return new Actor("Google Support", null, GoogleSupport: true);
        }
        var words = email.Split('@')[0].Split(s_separators, StringSplitOptions.RemoveEmptyEntries);
        var name = string.Join(' ', words.Select(CultureInfo.InvariantCulture.TextInfo.ToTitleCase));
        return new Actor(name.Length == 0 ? email : name, email, GoogleSupport: false);
    }
}
