namespace CaseSync.Core.Cases;

/// <summary>A comment as one system shows it.</summary>
/// <param name="Id">The last segment of its name; opaque, unique within the case.</param>
/// <param name="IsPublic">What may leave the CRM. An adapter that cannot tell says false; always true at
/// Google.</param>
public sealed record Comment(string Id, string Body, Author Author, DateTimeOffset CreatedAt, bool IsPublic = true);
