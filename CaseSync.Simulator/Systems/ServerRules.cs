using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Simulator.Faulting;

namespace CaseSync.Simulator.Systems;

/// <summary>What a system refuses to take from the connector.</summary>
internal static class ServerRules
{
    /// <summary>A text, a file's name or a case's title that holds this is answered 400.</summary>
    public const string Refused = "☠400";

    /// <summary>The same, answered 500, always.</summary>
    public const string Failing = "☠500";

    public static void CheckComment(CaseServer server, ServerCase to, string body)
    {
        CheckOpen(server, to, "comments.create");
        if (body.Length > server.Settings.Traits.CommentLengthMax)
        {
            throw Wire.Error(server.Target, "comments.create", 400);
        }

        CheckText(server, body, "comments.create");
    }

    public static void CheckFile(CaseServer server, ServerCase to, NewAttachment file)
    {
        CheckOpen(server, to, "attachments.create");
        if (file.SizeBytes > server.Settings.FileBytesMax)
        {
            throw Wire.Error(server.Target, "attachments.create", 413);
        }

        CheckText(server, file.FileName, "attachments.create");
    }

    public static void CheckText(CaseServer server, string text, string operation)
    {
        if (text.Contains(Refused, StringComparison.Ordinal))
        {
            throw Wire.Error(server.Target, operation, 400);
        }

        if (text.Contains(Failing, StringComparison.Ordinal))
        {
            throw Wire.Error(server.Target, operation, 500, isWrite: true);
        }
    }

    /// <summary>No counterpart can be made of it.</summary>
    public static bool IsUnmakeable(ServerCase source) => source.Current.Title is { } title
        && (title.Contains(Refused, StringComparison.Ordinal) || title.Contains(Failing, StringComparison.Ordinal));

    private static void CheckOpen(CaseServer server, ServerCase to, string operation)
    {
        if (server.Settings.ClosedRefuses && to.Current.State == CaseState.Closed)
        {
            throw new RemoteCallException(
                server.Target.Name(), operation, RemoteFailure.Conflict,
                $"{operation} answered 400 FAILED_PRECONDITION")
            { Status = 400 };
        }
    }
}
