using CaseSync.Tests.Builders;
using Xunit.Sdk;

namespace CaseSync.Tests.Operating;

public sealed class RealPartTests
{
    [Fact]
    public void Need_MissingInCi_Fails() =>
        Assert.Throws<FailException>(() => RealPart.Need(isThere: false, isCi: true, "It is missing."));

    [Fact]
    public void Need_MissingElsewhere_Skips()
    {
        try
        {
            RealPart.Need(isThere: false, isCi: false, "It is missing.");
        }
        catch (SkipException)
        {
            return; // Assert.Throws would let it pass, and skip this test.
        }

        Assert.Fail("It went on.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Need_ThatIsThere_GoesOn(bool isCi) => RealPart.Need(isThere: true, isCi, "It is missing.");
}
