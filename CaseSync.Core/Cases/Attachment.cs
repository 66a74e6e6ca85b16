namespace CaseSync.Core.Cases;

/// <summary>A file's entry as one system lists it. Names repeat; neither system gives a hash.</summary>
/// <param name="Id">The last segment of its name; opaque, unique within the case.</param>
/// <param name="IsPublic">What may leave the CRM: its own visibility, or its note's. An adapter that cannot tell says
/// false.</param>
public sealed record Attachment(
    string Id, string FileName, string? ContentType, long SizeBytes, Author Author, DateTimeOffset CreatedAt,
    bool IsPublic = true);
