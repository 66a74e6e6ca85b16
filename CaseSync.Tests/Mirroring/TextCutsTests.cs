using CaseSync.Core.Mirroring;

namespace CaseSync.Tests.Mirroring;

public sealed class TextCutsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("abcd", "abcd")]
    [InlineData("abcde", "abcde")]
    [InlineData("abcdef", "abcde|f")]
    [InlineData("abcdefghijk", "abcde|fghij|k")]
    [InlineData("ab\ncd\nef", "ab\ncd|ef")]
    [InlineData("abcde\nf", "abcde|f")]
    [InlineData("abcde\n", "abcde")]
    [InlineData("abcd\nef", "abcd|ef")]
    [InlineData("ab\r\ncdef", "ab|cdef")]
    [InlineData("abcd\r\nef", "abcd|ef")]
    [InlineData("abcde\r\nef", "abcde|ef")]
    [InlineData("abcde\r\nfghij\r\nk", "abcde|fghij|k")]
    [InlineData("abc\n\n\ndef", "abc\n\n|def")]
    [InlineData("\nabcdefg", "\nabcd|efg")]
    [InlineData("\r\nabcdefg", "\r\nabc|defg")]
    [InlineData("abcd😀e", "abcd|😀e")]
    [InlineData("abc😀de", "abc😀|de")]
    [InlineData("😀😀😀", "😀😀|😀")]
    [InlineData("abcde\rfg", "abcde|\rfg")]
    public void Cut_AtFive_CutsAtLineEndsAndNeverInsideACharacter(string text, string parts) =>
        Assert.Equal(parts, string.Join('|', TextCuts.Cut(text, 5).Select(cut => cut.Of(text))));

    [Fact]
    public void Cut_SmallestLimit_TakesASurrogatePair()
    {
        Assert.Equal([new TextCut(0, 2), new TextCut(2, 2)], TextCuts.Cut("😀😀", 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => TextCuts.Cut("ab", 1));
    }

    [Theory]
    [InlineData("abcdefgh", "cde")]
    [InlineData("abcd", "cd")]
    [InlineData("ab", "")]
    [InlineData("", "")]
    public void Of_ATextThatSomebodyShortened_IsWhatIsLeft(string text, string expected) =>
        Assert.Equal(expected, new TextCut(2, 3).Of(text));

    [Theory]
    [InlineData("abcde", "abcde")]
    [InlineData("abcdef", "abcd…")]
    [InlineData("abc😀", "abc😀")]
    [InlineData("abc😀d", "abc…")]
    public void Shorten_ToFive_MarksTheCut(string text, string expected) =>
        Assert.Equal(expected, TextCuts.Shorten(text, 5));
}
