using CaseSync.Tests.Builders;

namespace CaseSync.Tests;

/// <summary>What the documents and texts say.</summary>
public sealed partial class ConventionTests
{
    [Fact]
    public void TextFiles_MentionNobodysWorkshop()
    {
        // Put together here, so that this file does not mention them either.
        string[] words = ["/wo" + "rk/", "../sha" + "red", "design" + ".md"];

        AssertNone(
            from path in Repository.Files(
                ".cs", ".razor", ".css", ".csproj", ".props", ".sln", ".json", ".md", ".sh", ".txt", ".yml", ".yaml")
            let text = Repository.Read(path)
            from word in words
            where text.Contains(word, StringComparison.OrdinalIgnoreCase)
            select $"{path} mentions {word}");
    }

    [Fact]
    public void Invariants_EachNameATestThatExists()
    {
        var path = Path.Combine("docs", "how-sync-works.md");
        if (!File.Exists(Path.Combine(Repository.Root, path)))
        {
            Assert.Skip($"{path} is not written yet.");
        }

        var tests = typeof(ConventionTests).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.IsDefined(typeof(FactAttribute), inherit: true)).Select(method => method.Name)
            .ToHashSet();
        var invariants = Invariant().Matches(Repository.Read(path));

        Assert.NotEmpty(invariants);
        AssertNone(
            from invariant in invariants
            let named = TestName().Matches(invariant.Value).Select(name => name.Groups["name"].Value).ToList()
            from problem in named.Count == 0
                ? ["names no test"]
                : named.Where(name => !tests.Contains(name)).Select(name => $"names {name}")
            select $"{invariant.Groups["id"].Value} {problem}");
    }

    [Fact]
    public void Rules_OfTheSimulator_AreAllStated()
    {
        var stated = Whitespace().Replace(Repository.Read(Path.Combine("docs", "how-sync-works.md")), " ");

        AssertNone(
            CaseSync.Simulator.Checking.Rules.All.Where(rule => !stated.Contains(rule, StringComparison.Ordinal)));
    }
}
