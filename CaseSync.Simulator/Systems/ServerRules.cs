using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Simulator.Faulting;

namespace CaseSync.Simulator.Systems;

/// <summary>What a system refuses to take from the connector.</summary>
internal static class ServerRules
{
    /// <summary>A text that holds this is answered 400.</summary>
    public const string Refused = "☠400";

    /// <summary>A text that holds this is answered 500, always.</summary>
    public const string Failing = "☠500";

    public static void CheckComment(CaseServer server, ServerCase to, string body)
    {
        CheckOpen(server, to, "comments.create");
        if (body.Length > server.Settings.Traits.CommentLengthMax || body.Contains(Refused, StringComparison.Ordinal))
        {
            throw Wire.Error(server.Target, "comments.create", 400);
        }

        if (body.Contains(Failing, StringComparison.Ordinal))
        {
            throw Wire.Error(server.Target, "comments.create", 500, isWrite: true);
        }
    }

    public static void CheckFile(CaseServer server, ServerCase to, NewAttachment file)
    {
        CheckOpen(server, to, "attachments.create");
        if (file.SizeBytes > server.Settings.FileBytesMax)
        {
            throw Wire.Error(server.Target, "attachments.create", 413);
        }
    }

    private static void CheckOpen(CaseServer server, ServerCase to, string operation)
    {
        if (server.Settings.ClosedRefuses && to.Current.State == CaseState.Closed)
        {
            throw new RemoteCallException(
                server.Target.Name(), operation, RemoteFailure.Conflict, $"{operation} answered 400 FAILED_PRECONDITION")
            { Status = 400 };
        }
    }
}
