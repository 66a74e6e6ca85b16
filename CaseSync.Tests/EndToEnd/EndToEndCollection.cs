namespace CaseSync.Tests.EndToEnd;

/// <summary>Whole stacks: one at a time, and nothing else beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EndToEndCollection : ICollectionFixture<SharedStack>
{
    public const string Name = "End to end";
}
