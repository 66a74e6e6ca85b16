using CaseSync.Syncer;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Jobs;

public sealed class NewestFirstTests
{
    [Fact]
    public async Task Read_NewItemBehindOldOnes_IsStillRead()
    {
        var read = await ReadAsync([5, -60, -90, 6]);

        Assert.Contains(6, read);
    }

    [Fact]
    public async Task Read_OldestFirst_IsReadToItsEnd() => Assert.Equal([-90, -60, 5], await ReadAsync([-90, -60, 5]));

    [Fact]
    public async Task Read_LongList_EndsSoonAfterWhatIsNew()
    {
        var read = await ReadAsync([5, .. Enumerable.Range(1, 100).Select(minute => -minute)]);

        Assert.InRange(read.Count, 2, 20);
    }

    // Comments made so many minutes after noon; all since noon are wanted.
    private static async Task<IReadOnlyList<int>> ReadAsync(IEnumerable<int> minutes)
    {
        var comments = minutes.Select(
            (minute, id) => A.Comment($"{id}") with { CreatedAt = A.Noon.AddMinutes(minute) });
        var read = await NewestFirst.ReadAsync(
            comments.ToAsyncEnumerable(), comment => comment.Id, comment => comment.CreatedAt, A.Noon,
            TestContext.Current.CancellationToken);
        return [.. read.Select(comment => (int)(comment.CreatedAt - A.Noon).TotalMinutes)];
    }
}
