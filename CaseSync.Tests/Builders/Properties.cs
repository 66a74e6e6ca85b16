using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Xunit.Sdk;

namespace CaseSync.Tests.Builders;

/// <summary>
/// Properties from fixed seeds: the same inputs in every run, and a failure says how to get its own again.
/// </summary>
internal static class Properties
{
    private static readonly ulong[] s_seeds = [1, 20_260_302, 777_777];

    /// <summary>Throws unless <paramref name="property"/> holds of whatever <paramref name="inputs"/> makes.</summary>
    public static void Hold<T>(Gen<T> inputs, Func<T, IEnumerable<T>> shrink, Action<T> property, int tests)
    {
        foreach (var seed in s_seeds)
        {
            var replay = new Replay(new Rnd(seed, gamma: 2 * seed + 1), FSharpOption<int>.None);
            var config = Config.QuickThrowOnFailure.WithMaxTest(tests).WithReplay(FSharpOption<Replay>.Some(replay));
            try
            {
                Prop.ForAll(Arb.From(inputs, shrink), property).Check(config);
            }
            catch (Exception failure)
            {
                throw new XunitException($"Replay: seed {seed}, gamma {2 * seed + 1}.\n{failure.Message}", failure);
            }
        }
    }

    public static void Hold<T>(Gen<T> inputs, Action<T> property, int tests) => Hold(inputs, _ => [], property, tests);

    public static Gen<T> Any<T>(params T[] values) => Gen.Elements(values);
}
