using CaseSync.Core.Cases;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Cases;

public sealed class CaseNamesTests
{
    [Theory]
    [InlineData("organizations/123/cases/456", "organizations/123", "456")]
    [InlineData("projects/some-project/cases/43595344", "projects/some-project", "43595344")]
    [InlineData("projects/example.com:my_shop/cases/1", "projects/example.com:my_shop", "1")]
    public void GoogleCaseName_Valid_IsTakenApart(string text, string parent, string number)
    {
        var name = GoogleCaseName.Parse(text);

        Assert.Equal((text, parent, number, Side.Google), (name.Value, name.Parent, name.Number, name.Side));
        Assert.Equal(text, name.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("5123")]
    [InlineData("cases/5123")]
    [InlineData("folders/1/cases/5123")]
    [InlineData("projects//cases/5123")]
    [InlineData("projects/shop/cases/")]
    [InlineData("projects/shop/cases/51a")]
    [InlineData("projects/shop/cases/-51")]
    [InlineData("projects/shop/cases/٥")]
    [InlineData("projects/sh op/cases/5123")]
    [InlineData("projects/shop\"/cases/5123")]
    [InlineData("projects/shop/cases/5123/comments/1")]
    [InlineData("projects/shop/case/5123")]
    [InlineData("Projects/shop/cases/5123")]
    public void GoogleCaseName_Invalid_IsNotParsed(string? text)
    {
        Assert.False(GoogleCaseName.TryParse(text, out var name));
        Assert.Null(name);
    }

    [Theory]
    [InlineData(100, 40, true)]
    [InlineData(101, 40, false)]
    [InlineData(100, 41, false)]
    public void GoogleCaseName_AtItsLimits_IsTakenOrNot(int parentLength, int numberLength, bool isTaken)
    {
        var text = $"projects/{new string('p', parentLength)}/cases/{new string('7', numberLength)}";

        Assert.Equal(isTaken, GoogleCaseName.TryParse(text, out _));
    }

    [Fact]
    public void GoogleCaseName_Unreadable_SaysWhatItGotAndWhatItTakes()
    {
        var error = Assert.Throws<FormatException>(() => GoogleCaseName.Parse("case 5"));

        Assert.Equal(
            "'case 5' is not a Google case name; expected 'projects/<id>/cases/<number>' or "
                + "'organizations/<id>/cases/<number>'.",
            error.Message);
    }

    [Fact]
    public void GoogleCaseName_ProjectByIdAndByNumber_AreTheSameCase()
    {
        var byId = GoogleCaseName.Parse("projects/shop/cases/5123");

        Assert.True(byId.IsSameCaseAs(GoogleCaseName.Parse("projects/889/cases/5123")));
        Assert.False(byId.IsSameCaseAs(GoogleCaseName.Parse("projects/shop/cases/51234")));
        Assert.False(byId.IsSameCaseAs(null));
    }

    [Theory]
    [InlineData("78")]
    [InlineData("SUP-78")]
    [InlineData("a/b#c%d")]
    [InlineData("!")]
    [InlineData("~")]
    public void CompanyCaseId_Valid_KeepsItsText(string text)
    {
        var id = CompanyCaseId.Parse(text);

        Assert.Equal((text, Side.Company), (id.Value, id.Side));
        Assert.Equal(text, id.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7 8")]
    [InlineData("7\"8")]
    [InlineData("7'8")]
    [InlineData("7\\8")]
    [InlineData("7\n8")]
    [InlineData("7\u007f8")]
    [InlineData("über")]
    public void CompanyCaseId_Invalid_IsNotParsed(string? text)
    {
        Assert.False(CompanyCaseId.TryParse(text, out var id));
        Assert.Null(id);
    }

    [Fact]
    public void CompanyCaseId_LengthMax_Is100()
    {
        Assert.True(CompanyCaseId.TryParse(new string('x', 100), out _));
        Assert.False(CompanyCaseId.TryParse(new string('x', 101), out _));
    }

    [Fact]
    public void CompanyCaseId_Unreadable_SaysWhatItGotAndWhatItTakes()
    {
        var error = Assert.Throws<FormatException>(() => CompanyCaseId.Parse("7 8"));

        Assert.Equal(
            "'7 8' is not a CRM case id; expected 1 to 100 printable ASCII characters without spaces or quotes.",
            error.Message);
    }

    [Fact]
    public void Side_Other_IsTheOther()
    {
        Assert.Equal(Side.Company, Side.Google.Other());
        Assert.Equal(Side.Google, Side.Company.Other());
    }

    [Fact]
    public void Author_Is_ComparesAccountsWithoutCaseAndNeverMatchesAnUnknownOne()
    {
        Assert.True(A.Ann.Is("ANN@example.com"));
        Assert.False(A.Ann.Is("bob@example.com"));
        Assert.False(A.Ann.Is(null));
        Assert.False(Author.Unknown.Is(null));
    }

    [Fact]
    public void Priority_Numbers_AreTheGuidesIntegers() =>
        Assert.Equal([0, 1, 2, 3, 4], Enum.GetValues<Priority>().Select(priority => (int)priority));
}
