using System.Collections.Immutable;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mirroring.Model;

/// <summary>One system with at most one case, as a value.</summary>
internal sealed record ModelSide(
    SideTraits Traits, SupportCase? Case, ImmutableList<Comment> Comments, ImmutableList<Attachment> Attachments)
{
    /// <summary>How late a list shows what was written; within the settle time.</summary>
    public static TimeSpan ListLag { get; } = TimeSpan.FromSeconds(90);

    public Side Side => Traits.Side;

    public IEnumerable<Comment> Own => Comments.Where(comment => comment.Author == A.Connector(Side));

    public IEnumerable<Comment> Peoples => Comments.Where(comment => comment.Author != A.Connector(Side));

    public IReadOnlyList<Comment> CommentsShownAt(DateTimeOffset now) =>
        [.. Comments.Where(comment => comment.CreatedAt + ListLag <= now)];

    public IReadOnlyList<Attachment> AttachmentsShownAt(DateTimeOffset now) =>
        [.. Attachments.Where(file => file.CreatedAt + ListLag <= now)];

    public ModelSide Change(DateTimeOffset now, Func<SupportCase, SupportCase> change) =>
        Case is null ? this : this with { Case = change(Case) with { UpdatedAt = now } };

    public ModelSide Add(Comment comment) => Case is null
        ? this
        : this with { Comments = Comments.Add(comment), Case = Case with { UpdatedAt = comment.CreatedAt } };

    public ModelSide Add(Attachment file) => Case is null
        ? this
        : this with { Attachments = Attachments.Add(file), Case = Case with { UpdatedAt = file.CreatedAt } };
}
