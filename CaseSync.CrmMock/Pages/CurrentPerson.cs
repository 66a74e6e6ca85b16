using CaseSync.CrmMock.Cases;

namespace CaseSync.CrmMock.Pages;

/// <summary>Who the person at this page says they are.</summary>
internal sealed class CurrentPerson
{
    public Person Person { get; private set; } = Person.Support[0];

    public void Become(string? personId) =>
        Person = Person.Support.FirstOrDefault(person => person.Id == personId) ?? Person;
}
