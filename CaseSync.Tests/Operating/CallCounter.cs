using System.Reflection;
using CaseSync.Core.Doors;

namespace CaseSync.Tests.Operating;

/// <summary>
/// A store with a count of how often each of its methods is called. Made by <see cref="DispatchProxy"/>.
/// </summary>
public class CallCounter : DispatchProxy
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _counts = [];

    public ICaseMappingStore? Store { get; set; }

    public int this[string method] => _counts.GetValueOrDefault(method);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        lock (_lock)
        {
            _counts[targetMethod!.Name] = _counts.GetValueOrDefault(targetMethod.Name) + 1;
        }

        return targetMethod.Invoke(Store, args);
    }
}
