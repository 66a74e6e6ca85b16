using CaseSync.GoogleMock.CustomerCare;

namespace CaseSync.GoogleMock.Pages;

/// <summary>Who the person at this page is. There is no sign-in: it is a mock.</summary>
internal sealed class Visitor
{
    public static IReadOnlyList<Person> People { get; } =
    [
        new("Ann", "ann@example.com"),
        new("Bob", "bob@example.com"),
        new("An agent of Google", "agent@google.com"),
    ];

    public string Email { get; private set; } = People[0].Email;

    public Actor Actor => Actor.Of(Email);

    /// <summary>Anything but the people above is left aside: a browser can send any text.</summary>
    public void Become(string? email) => Email = People.FirstOrDefault(person => person.Email == email)?.Email ?? Email;
}

internal sealed record Person(string Name, string Email);
