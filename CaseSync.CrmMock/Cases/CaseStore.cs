using System.Globalization;

namespace CaseSync.CrmMock.Cases;

/// <summary>The CRM's cases, in memory, and every rule about them. The API and the page pass on what it says.</summary>
internal sealed class CaseStore(AttachmentFiles files, TimeProvider clock, ILogger<CaseStore> logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, CaseFolder> _folders = new(StringComparer.Ordinal);
    private readonly SortedSet<CasePosition> _byUpdate = [];
    private readonly Dictionary<long, CaseFolder> _byNumber = [];

    // Another run must not give a number again: whoever mirrored this run's cases still knows them by it.
    private long _lastCaseNumber = clock.GetUtcNow().ToUnixTimeSeconds() % 100_000_000;
    private long _lastItemNumber;

    /// <summary>Raised after each change, outside the lock, on the thread that made it.</summary>
    public event Action<CaseChange>? Changed;

    public long AttachmentBytesMax => files.BytesMax;

    public CrmCase Open(CaseDraft draft, Person reporter)
    {
        CaseRules.Check(draft);
        CrmCase opened;
        lock (_gate)
        {
            var number = ++_lastCaseNumber;
            opened = draft.ToCase(number.ToString(CultureInfo.InvariantCulture), reporter, Now());
            var folder = new CaseFolder(number, opened);
            _folders.Add(opened.Id, folder);
            _byNumber.Add(number, folder);
            _byUpdate.Add(folder.Position);
        }

        Announce(new(opened.Id, CaseChangeKind.Opened, reporter));
        return opened;
    }

    public CrmCase Get(string caseId)
    {
        lock (_gate)
        {
            return FolderOf(caseId).Case;
        }
    }

    public CrmCase? Find(string caseId)
    {
        lock (_gate)
        {
            return _folders.GetValueOrDefault(caseId)?.Case;
        }
    }

    /// <returns>Cases by update time, oldest first.</returns>
    public Page<CrmCase> List(CaseFilter filter, PageRequest page)
    {
        CheckPageSize(page);
        var query = $"cases {filter.UpdatedAfter?.UtcTicks} {filter.GoogleSync} {filter.GoogleCaseName}";
        var after = page.Token is { } token
            ? CasePosition.Parse(PageToken.Read(query, token))
            : new CasePosition(filter.UpdatedAfter ?? DateTimeOffset.MinValue, long.MaxValue);
        lock (_gate)
        {
            var found = _byUpdate.GetViewBetween(after, CasePosition.Last)
                .SkipWhile(position => position == after)
                .Select(position => _byNumber[position.Number])
                .Where(folder => Matches(folder.Case, filter))
                .Take(page.Size + 1)
                .ToList();
            var shown = found.Take(page.Size).ToList();
            return new(
                [.. shown.Select(folder => folder.Case)],
                found.Count > page.Size ? PageToken.Write(query, shown[^1].Position.ToString()) : null);
        }
    }

    public NewestCases Newest(int max)
    {
        lock (_gate)
        {
            var first = _lastCaseNumber - Math.Min(max, _byNumber.Count) + 1;
            var newest = new List<CrmCase>();
            for (var number = _lastCaseNumber; number >= first; number--)
            {
                newest.Add(_byNumber[number].Case);
            }

            return new(newest, _byNumber.Count);
        }
    }

    /// <summary>Changes what is named, all or nothing. What changes nothing leaves the update time.</summary>
    public CrmCase Change(string caseId, CaseChanges changes, Person by) => Change(caseId, by, before =>
    {
        CaseRules.Check(changes);
        return changes.ApplyTo(before);
    });

    /// <summary>Closes the case; one that is closed stays as it is.</summary>
    public CrmCase Close(string caseId, Person by) =>
        Change(caseId, by, before => before with { Status = CaseStatus.Closed });

    public Comment AddComment(string caseId, string body, Visibility visibility, Person author) =>
        Add(caseId, CaseChangeKind.Commented, (id, now) =>
        {
            CaseRules.CheckComment(body);
            return new Comment { Id = id, Body = body, Author = author, Visibility = visibility, CreateTime = now };
        });

    /// <summary>Takes the whole content before the case shows anything of it.</summary>
    public async Task<Attachment> AttachAsync(
        string caseId, AttachmentDraft draft, long? length, Stream content, Person author, CancellationToken cancel)
    {
        Get(caseId); // An unknown case is said before a long upload.
        CaseRules.CheckFilename(draft.Filename);
        files.CheckLength(length);
        var file = await files.SaveAsync(content, cancel);
        return Add(caseId, CaseChangeKind.Attached, (id, now) => new Attachment
        {
            Id = id,
            Filename = draft.Filename,
            ContentType = draft.ContentType,
            SizeBytes = file.Length,
            Path = file.FullName,
            Author = author,
            Visibility = draft.Visibility,
            CreateTime = now,
        });
    }

    public Attachment GetAttachment(string caseId, string attachmentId) =>
        Items<Attachment>(caseId).FirstOrDefault(attachment => attachment.Id == attachmentId)
        ?? throw RequestRefusedException.NotFound($"Case {caseId} has no attachment '{attachmentId}'.");

    /// <returns>What was added to the case, oldest first.</returns>
    public IReadOnlyList<T> Items<T>(string caseId) where T : CaseItem
    {
        lock (_gate)
        {
            return [.. FolderOf(caseId).Items.OfType<T>()];
        }
    }

    /// <returns>What was added to the case, newest first.</returns>
    public Page<T> ListItems<T>(string caseId, PageRequest page) where T : CaseItem
    {
        var items = Items<T>(caseId);
        CheckPageSize(page);
        var query = $"{typeof(T).Name} {caseId}";
        var end = items.Count;
        if (page.Token is { } token)
        {
            // Items are only ever added, at the end: the count of older ones stays true.
            end = int.Parse(PageToken.Read(query, token), CultureInfo.InvariantCulture);
        }

        var start = Math.Max(0, end - page.Size);
        var shown = items.Skip(start).Take(end - start).Reverse().ToList();
        return new(shown, start > 0 ? PageToken.Write(query, start.ToString(CultureInfo.InvariantCulture)) : null);
    }

    private static void CheckPageSize(PageRequest page)
    {
        if (page.Size is < 1 or > PageRequest.SizeMax)
        {
            throw RequestRefusedException.Invalid($"pageSize is {page.Size}; it takes 1 to {PageRequest.SizeMax}.");
        }
    }

    private static bool Matches(CrmCase seen, CaseFilter filter) =>
        (filter.GoogleSync is null || seen.SynchronizeWithGoogleCloudSupport == filter.GoogleSync)
        && (filter.GoogleCaseName is null || seen.GoogleCaseName == filter.GoogleCaseName);

    private static CaseChangeKind KindOf(CrmCase before, CrmCase after) =>
        after.Status == before.Status ? CaseChangeKind.Edited
        : after.Status == CaseStatus.Closed ? CaseChangeKind.Closed
        : CaseChangeKind.Reopened;

    private CaseFolder FolderOf(string caseId) => _folders.GetValueOrDefault(caseId)
        ?? throw RequestRefusedException.NotFound($"There is no case '{caseId}'.");

    private CrmCase Change(string caseId, Person by, Func<CrmCase, CrmCase> change)
    {
        CrmCase before, after;
        lock (_gate)
        {
            var folder = FolderOf(caseId);
            before = folder.Case;
            after = change(before);
            if (after == before)
            {
                return before;
            }

            Replace(folder, after, NextUpdate(before));
            after = folder.Case;
        }

        Announce(new(caseId, KindOf(before, after), by));
        return after;
    }

    private T Add<T>(string caseId, CaseChangeKind kind, Func<string, DateTimeOffset, T> make) where T : CaseItem
    {
        T item;
        lock (_gate)
        {
            var folder = FolderOf(caseId);
            var now = NextUpdate(folder.Case);
            item = make((_lastItemNumber + 1).ToString(CultureInfo.InvariantCulture), now);
            _lastItemNumber++;
            folder.Items.Add(item);
            Replace(folder, folder.Case, now);
        }

        Announce(new(caseId, kind, item.Author));
        return item;
    }

    private void Replace(CaseFolder folder, CrmCase next, DateTimeOffset updateTime)
    {
        _byUpdate.Remove(folder.Position);
        folder.Case = next with { UpdateTime = updateTime };
        _byUpdate.Add(folder.Position);
    }

    /// <summary>Two changes within a millisecond, or a clock set back, must still show as a change.</summary>
    private DateTimeOffset NextUpdate(CrmCase before)
    {
        var now = Now();
        var earliest = before.UpdateTime.AddMilliseconds(1);
        return now > earliest ? now : earliest;
    }

    /// <summary>Whole milliseconds, as the API shows them: updatedAfter compares with what a caller read.</summary>
    private DateTimeOffset Now() =>
        DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());

    private void Announce(CaseChange change)
    {
        logger.CaseChanged(change.CaseId, change.Kind);
        Changed?.Invoke(change);
    }
}
