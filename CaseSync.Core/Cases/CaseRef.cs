namespace CaseSync.Core.Cases;

/// <summary>
/// How one of the two systems names a case: a <see cref="GoogleCaseName"/> or a <see cref="CompanyCaseId"/>.
/// </summary>
public abstract record CaseRef
{
    private protected CaseRef(string value) => Value = value;

    /// <summary>The name as its system writes it.</summary>
    public string Value { get; }

    public abstract Side Side { get; }

    public sealed override string ToString() => Value;
}
