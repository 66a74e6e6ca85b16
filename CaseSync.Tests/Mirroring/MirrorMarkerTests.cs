using System.Text;
using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mirroring;

public sealed class MirrorMarkerTests
{
    private static readonly byte[] s_key = Encoding.UTF8.GetBytes("sixteen bytes or more");
    private static readonly ItemKey s_google3 = new(Side.Google, ItemKind.Comment, "3");

    [Fact]
    public void Write_IsTheGuidesPrefixAndASpace()
    {
        Assert.Equal("[Google Comment 3 by Ann] ", Write(s_google3, "Ann"));
        Assert.Equal("[Company Comment c-9 by Ann] ", Write(new ItemKey(Side.Company, ItemKind.Comment, "c-9"), "Ann"));
    }

    [Theory]
    [InlineData(null, "unknown")]
    [InlineData("", "unknown")]
    [InlineData(" \r\n ", "unknown")]
    [InlineData("]]", "unknown")]
    [InlineData("  Ann  ", "Ann")]
    [InlineData("Ann] all is well [x", "Ann  all is well [x")]
    [InlineData("Ann\r\nBob", "Ann  Bob")]
    [InlineData("Ann\u2028Bob\u2029Eve\u0085Tom", "Ann Bob Eve Tom")]
    [InlineData("Ann\tBob", "Ann Bob")]
    [InlineData("山田 😀", "山田 😀")]
    public void Write_HostileName_CannotEndTheMarker(string? name, string shown) =>
        Assert.Equal($"[Google Comment 3 by {shown}] ", Write(s_google3, name));

    [Fact]
    public void Write_LongName_IsCutBetweenCharacters()
    {
        Assert.Equal($"[Google Comment 3 by {new string('a', 100)}] ", Write(s_google3, new string('a', 100)));
        Assert.Equal($"[Google Comment 3 by {new string('a', 99)}…] ", Write(s_google3, new string('a', 101)));
        Assert.Equal($"[Google Comment 3 by {new string('a', 98)}…] ", Write(s_google3, new string('a', 98) + "😀bc"));
    }

    [Fact]
    public void Write_APart_SaysWhichOfHowMany()
    {
        Assert.Equal(
            "[Google Comment 3 by Ann] (2/3) ", MirrorMarker.Write(s_google3 with { Part = 2 }, 3, "Ann", null, null));
        Assert.Equal("[Google Comment 3 by Ann] ", MirrorMarker.Write(s_google3, 1, "Ann", null, null));
    }

    [Fact]
    public void Write_ALateOne_SaysWhenItWasWrittenInUtc()
    {
        var writtenAt = A.Noon.ToOffset(TimeSpan.FromHours(-7));

        Assert.Equal(
            "[Google Comment 3 by Ann] (written 2026-03-02 12:00:00 UTC) ",
            MirrorMarker.Write(s_google3, 1, "Ann", writtenAt, null));
        Assert.Equal(
            "[Google Comment 3 by Ann] (1/2) (written 2026-03-02 12:00:00 UTC) ",
            MirrorMarker.Write(s_google3, 2, "Ann", writtenAt, null));
    }

    [Fact]
    public void LengthMax_IsTheLongestThatWriteGets()
    {
        var longest = MirrorMarker.Write(
            new ItemKey(Side.Company, ItemKind.Comment, "c-9", 9999), 9999, new string('a', 200), A.Noon, s_key);

        Assert.Equal(longest.Length, MirrorMarker.LengthMax("c-9"));
    }

    [Theory]
    [InlineData("[Google Comment 3 by Ann] It works.", Side.Google, "3", null, null)]
    [InlineData("[Company Comment SUP-1/2 by Ann] It works.", Side.Company, "SUP-1/2", null, null)]
    [InlineData("[Google Comment 3 by Ann] (2/3) It works.", Side.Google, "3", 2, 3)]
    [InlineData("[Google Comment 3 by Ann]\nIt works.", Side.Google, "3", null, null)]
    [InlineData("[Google Comment 3 by Ann]", Side.Google, "3", null, null)]
    [InlineData("[Google Comment 3 by Ann] (2/3)", Side.Google, "3", 2, 3)]
    [InlineData("[Google Comment 3 by Ann by Bob [x] It works.", Side.Google, "3", null, null)]
    [InlineData("[Google Comment 3 by Ann #0123456789abcdef] It works.", Side.Google, "3", null, null)]
    [InlineData("[Google Comment 3 by Ann] (12345/3) It works.", Side.Google, "3", null, null)]
    public void Find_AMarker_ReadsItBack(string body, Side side, string id, int? part, int? count) =>
        Assert.Equal(new FoundMarker(side, id, part, count), MirrorMarker.Find(body, key: null));

    [Theory]
    [InlineData("")]
    [InlineData("It works.")]
    [InlineData(" [Google Comment 3 by Ann] It works.")]
    [InlineData("See [Google Comment 3 by Ann] It works.")]
    [InlineData("[google Comment 3 by Ann] It works.")]
    [InlineData("[Zendesk Comment 3 by Ann] It works.")]
    [InlineData("[Google Comment  by Ann] It works.")]
    [InlineData("[Google Comment 3 4 by Ann] It works.")]
    [InlineData("[Google Comment 3 by Ann\n] It works.")]
    [InlineData("[Google Comment 3 by Ann It works.")]
    [InlineData("[Google Comment 3 by Ann]It works.")]
    [InlineData("[CaseSync: comment 3 not copied] It works.")]
    public void Find_AnythingElse_IsNone(string body) => Assert.Null(MirrorMarker.Find(body, key: null));

    [Fact]
    public void Find_WithKey_CountsOnlyOurTag()
    {
        var ours = MirrorMarker.Write(s_google3, 1, "Ann #0123456789abcdef", null, s_key) + "It works.";
        Assert.Matches(@"^\[Google Comment 3 by Ann #0123456789abcdef #[0-9a-f]{16}\] It works\.$", ours);
        Assert.Equal(new FoundMarker(Side.Google, "3", null, null), MirrorMarker.Find(ours, s_key));

        Assert.Null(MirrorMarker.Find("[Google Comment 3 by Ann] It works.", s_key));
        Assert.Null(MirrorMarker.Find("[Google Comment 3 by Ann #0123456789abcdef] It works.", s_key));
        Assert.Null(MirrorMarker.Find(ours, Encoding.UTF8.GetBytes("another key of ours")));
        Assert.Null(MirrorMarker.Find(ours.Replace("Comment 3", "Comment 4", StringComparison.Ordinal), s_key));
        Assert.Null(MirrorMarker.Find(ours.Replace("Google", "Company", StringComparison.Ordinal), s_key));
    }

    [Theory]
    [InlineData(1, 1, null, null, true)]
    [InlineData(1, 1, 1, 2, true)] // What looks like a part may be the person's own words.
    [InlineData(1, 2, 1, 2, true)]
    [InlineData(2, 2, 2, 2, true)]
    [InlineData(2, 2, 1, 2, false)]
    [InlineData(1, 2, 1, 3, false)]
    [InlineData(1, 2, null, null, false)]
    public void IsOf_APart_IsThatPartOfThatMany(int part, int partCount, int? foundPart, int? foundCount, bool isOf) =>
        Assert.Equal(
            isOf, new FoundMarker(Side.Google, "3", foundPart, foundCount)
                .IsOf(s_google3 with { Part = part }, partCount));

    [Fact]
    public void IsOf_AnotherOriginal_IsNot()
    {
        var marker = new FoundMarker(Side.Google, "3", null, null);

        Assert.False(marker.IsOf(s_google3 with { SourceId = "33" }, 1));
        Assert.False(marker.IsOf(s_google3 with { Side = Side.Company }, 1));
        Assert.False(marker.IsOf(s_google3 with { Kind = ItemKind.Attachment }, 1));
    }

    private static string Write(ItemKey key, string? name) =>
        MirrorMarker.Write(key, 1, name, lateFrom: null, key: null);
}
