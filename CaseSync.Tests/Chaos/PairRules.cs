using CaseSync.Core.Cases;

namespace CaseSync.Tests.Chaos;

/// <summary>A case and its one mirror.</summary>
internal static class PairRules
{
    private const string Paired = "This case is now syncing with Company Case: ";
    private const string Late = "This case has not synced properly in ";
    private const string Resumed = "Syncing has resumed.";
    private const string NotReopened = "[CaseSync: case not reopened]";

    public static void Check(Pair pair, List<Breach> breaches)
    {
        CheckMade(pair, breaches);
        foreach (var from in new[] { Side.Google, Side.Company })
        {
            ItemRules.CheckComments(pair, from, breaches);
            ItemRules.CheckFiles(pair, from, breaches);
            CheckNotices(pair, from, breaches);
        }

        CheckAlike(pair, breaches);
    }

    // What the mirror was made with, and that each names the other.
    private static void CheckMade(Pair pair, List<Breach> breaches)
    {
        var (google, company) = (pair.On(Side.Google), pair.On(Side.Company));
        var expected = pair.Mirror.Side == Side.Google
            ? $"CONTENT MIRRORED FROM COMPANY:\n{pair.Original.Description}\nCompany Case: {company.Id}"
            : $"CONTENT MIRRORED FROM GOOGLE SUPPORT:\n{pair.Original.Description}";
        if (pair.Mirror.Description != expected)
        {
            breaches.Add(pair.Final("a mirror has its original's description", pair.Mirror.Description));
        }

        if (company.GoogleNumber != google.Id && !pair.IsForgotten)
        {
            breaches.Add(pair.Waiting(
                "the CRM case names its Google case", $"it names {company.GoogleNumber ?? "none"}"));
        }

        if (!company.IsFlagged)
        {
            breaches.Add(pair.Final("a mirror in the CRM is flagged", company.Id));
        }
    }

    private static void CheckNotices(Pair pair, Side on, List<Breach> breaches)
    {
        var ours = pair.On(on).Comments.Where(comment => comment.IsOurs && !MirrorText.IsMirror(comment.Body)).ToList();
        var paired = ours.Count(comment => comment.Body == Paired + pair.On(Side.Company).Id);
        if (paired > (on == Side.Google ? 1 : 0))
        {
            breaches.Add(pair.Final("a pair is announced once", $"{paired} times on {on}"));
        }
        else if (on == Side.Google && paired == 0 && !pair.IsForgotten)
        {
            breaches.Add(pair.Waiting("a pair is announced", "not yet"));
        }

        var others = ours.Select(comment => comment.Body).Where(body => body != Paired + pair.On(Side.Company).Id
            && body != Resumed && !body.StartsWith(Late, StringComparison.Ordinal)
            && !(on == Side.Company && body.StartsWith(NotReopened, StringComparison.Ordinal)));
        breaches.AddRange(others.Select(body => pair.Final("no unexpected comment", $"on {on}: {body}")));
        CheckOutages(pair, on, ours, breaches);
    }

    // Whom it had told, a lost store has forgotten: it may tell them again, or find what it said and tell them the end.
    private static void CheckOutages(Pair pair, Side on, List<SeenComment> ours, List<Breach> breaches)
    {
        var about = ours.FindAll(comment =>
            comment.Body == Resumed || comment.Body.StartsWith(Late, StringComparison.Ordinal));
        var isTold = false;
        foreach (var (index, comment) in about.Index())
        {
            var isForgotten = comment.At > pair.Seen.WipedAt && index > 0 && about[index - 1].At <= pair.Seen.WipedAt;
            isTold &= !isForgotten || comment.Body == Resumed;
            if (isTold == (comment.Body != Resumed))
            {
                breaches.Add(pair.Final(
                    "one notice an outage, one resumption after it", $"on {on}, at {comment.At:O}"));
                return;
            }

            isTold = comment.Body != Resumed;
        }

        var isOpen = !pair.Original.IsClosed || !pair.Mirror.IsClosed;
        if (isTold && isOpen && !(about[^1].At <= pair.Seen.WipedAt))
        {
            breaches.Add(pair.Waiting("whoever was told of an outage is told of its end", $"on {on}"));
        }
    }

    private static void CheckAlike(Pair pair, List<Breach> breaches)
    {
        var (google, company) = (pair.On(Side.Google), pair.On(Side.Company));
        if (!google.IsClosed && !company.IsClosed && google.Priority != company.Priority)
        {
            breaches.Add(pair.Waiting("priorities agree", $"Google P{google.Priority}, CRM P{company.Priority}"));
        }

        // Google cannot reopen: the CRM's people are told, and the pair stays split.
        var isSplit = google.IsClosed && !company.IsClosed && company.Comments.Any(
            comment => comment.IsOurs && comment.Body.StartsWith(NotReopened, StringComparison.Ordinal));
        if (google.IsClosed != company.IsClosed && !isSplit)
        {
            breaches.Add(pair.Waiting(
                "states agree", $"Google {Word(google)}, CRM {Word(company)}, and nobody was told why"));
        }
    }

    private static string Word(SeenCase seen) => seen.IsClosed ? "closed" : "open";
}
