namespace CaseSync.Tests.Builders;

/// <summary>Something of this machine that a test needs and that cannot be made up.</summary>
internal static class RealPart
{
    /// <summary>Where it is missing, the test is skipped; in CI, which could have it, it fails instead.</summary>
    public static void Need(bool isThere, string why) =>
        Need(isThere, Environment.GetEnvironmentVariable("CI") is "true" or "1", why);

    internal static void Need(bool isThere, bool isCi, string why)
    {
        if (!isThere && isCi)
        {
            Assert.Fail(why);
        }

        Assert.SkipUnless(isThere, why);
    }
}
