using CaseSync.Core.Cases;

namespace CaseSync.Core.Doors;

/// <summary>Google Cloud Customer Care (Cloud Support API v2): the door to <see cref="Side.Google"/>.</summary>
public interface ICustomerCare : ICaseSystem
{
    /// <summary>
    /// Cases whose title, description or comments hold the words of <paramref name="text"/> as a phrase. A hint only: a
    /// search for 78 also finds 789, and people can write the same words.
    /// </summary>
    IAsyncEnumerable<SupportCase> SearchTextAsync(string text, CancellationToken cancel);
}
