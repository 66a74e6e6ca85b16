using System.Text;
using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Tests.Builders;
using FsCheck;
using FsCheck.Fluent;

namespace CaseSync.Tests.Mirroring;

public sealed class TextProperties
{
    private static readonly byte[] s_key = Encoding.UTF8.GetBytes("sixteen bytes or more");

    // Any text that is whole characters, rich in line ends and in what ends a marker.
    private static readonly Gen<string> s_text = Properties
        .Any("a", "b", " ", "\n", "\r\n", "\r", "\n\n", "é", "山", "😀", "[", "]", "#", "/", "(1/2)", " by ", "\u2028",
            "\0", "0123456789abcdef")
        .ListOf().Select(string.Concat);

    [Fact]
    public void Cuts_Joined_GiveTheTextBackButForTheLineEndsAtCuts() => Properties.Hold(
        Gen.Zip(s_text, Gen.Choose(2, 20)),
        input =>
        {
            var (text, lengthMax) = input;
            var cuts = TextCuts.Cut(text, lengthMax);
            var end = 0;
            foreach (var cut in cuts)
            {
                Assert.Contains(text[end..cut.Start], new[] { "", "\n", "\r\n" });
                Assert.InRange(cut.Length, text.Length == 0 ? 0 : 1, lengthMax);
                end = cut.Start + cut.Length;
                Assert.False(end < text.Length && char.IsLowSurrogate(text[end]), "a character is cut in two");
            }

            Assert.Contains(text[end..], new[] { "", "\n", "\r\n" });
        },
        tests: 1000);

    [Fact]
    public void Cuts_OfATextThatFits_AreOne() => Properties.Hold(
        s_text, text => Assert.Equal([new TextCut(0, text.Length)], TextCuts.Cut(text, Math.Max(2, text.Length))),
        tests: 300);

    [Fact]
    public void Shorten_AnyText_FitsAndIsItsBeginning() => Properties.Hold(
        Gen.Zip(s_text, Gen.Choose(3, 20)),
        input =>
        {
            var shortened = TextCuts.Shorten(input.Item1, input.Item2);

            Assert.InRange(shortened.Length, 0, input.Item2);
            Assert.StartsWith(shortened.TrimEnd('…'), input.Item1, StringComparison.Ordinal);
            Assert.False(
                shortened.Length > 1 && char.IsHighSurrogate(shortened[^2]) && shortened[^1] == '…',
                "a character is cut in two");
        },
        tests: 1000);

    [Fact]
    public void Marker_OfAnyNameAndId_IsReadBackWhateverFollows() => Properties.Hold(
        from name in s_text
        from id in Properties.Any("3", "c-9", "a/b", "by", "[x", "x]", "1/2", new string('9', 200))
        from side in Properties.Any(Side.Google, Side.Company)
        from part in Gen.Choose(1, 3)
        from isLate in Properties.Any(true, false)
        from key in Properties.Any(null, s_key)
        from body in s_text
        select (
            Name: name, Key: new ItemKey(side, ItemKind.Comment, id, part), IsLate: isLate, Secret: key, Body: body),
        input =>
        {
            var marker = MirrorMarker.Write(input.Key, 3, input.Name, input.IsLate ? A.Noon : null, input.Secret);

            Assert.InRange(marker.Length, 1, MirrorMarker.LengthMax(input.Key.SourceId));
            Assert.Equal(
                new FoundMarker(input.Key.Side, input.Key.SourceId, input.Key.Part, 3),
                MirrorMarker.Find(marker + input.Body, input.Secret));

            // A system may trim or wrap what it stores.
            Assert.NotNull(MirrorMarker.Find(marker.TrimEnd(), input.Secret));
        },
        tests: 1000);
}
