using System.Reflection;
using System.Text.RegularExpressions;
using CaseSync.Core.Doors;
using CaseSync.Tests.Builders;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CaseSync.Tests;

/// <summary>What a reviewer would otherwise have to remember.</summary>
public sealed partial class ConventionTests
{
    private const int LinesMax = 250;
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    private static readonly string[] s_bannedEndings =
        ["Manager", "Helper", "Helpers", "Util", "Utils", "Common", "Base", "Processor", "Info", "Service"];

    private static readonly string[] s_pureParts = ["Polling", "Mirroring", "Outages", "Retention"];

    private static readonly Type[] s_effects =
    [
        typeof(ICaseSystem), typeof(ICrm), typeof(ICustomerCare), typeof(ICaseMappingStore), typeof(ITaskQueue),
        typeof(CaseLease),
        typeof(Task), typeof(Task<>), typeof(ValueTask), typeof(ValueTask<>), typeof(IAsyncEnumerable<>),
        typeof(TimeProvider),
    ];

    // Where each project's events begin; its range is that thousand, or hundred for the adapters.
    private static readonly Dictionary<string, (int First, int Last)> s_eventIds = new()
    {
        ["CaseSync.Poller"] = (1000, 1999),
        ["CaseSync.Syncer"] = (2000, 2999),
        ["CaseSync.Google"] = (3000, 3099),
        ["CaseSync.Crm"] = (3100, 3199),
        ["CaseSync.Storage"] = (4000, 4999),
        ["CaseSync.OutageProxy"] = (5000, 5999),
        ["CaseSync.GoogleMock"] = (6000, 6999),
        ["CaseSync.CrmMock"] = (7000, 7999),
    };

    private static readonly Dictionary<string, string> s_endOtherwise = new()
    {
        ["CaseSync.AppHost.EmulatorProbe.RunAsync"] =
            "asks a local command before anything else runs, and has a time limit",
        ["CaseSync.AppHost.LocalHosting.LocalRun.RunUntilStoppedAsync"] = "ends with a signal of the operating system",
        ["CaseSync.AppHost.LocalHosting.ProcessGroup.PumpAsync"] = "ends with the output of its process",
        ["CaseSync.ServiceDefaults.ServiceRun.RunAsync"] = "is the whole of a service's life",
        ["CaseSync.ServiceDefaults.ServiceRun.RefuseAsync"] = "is the end of it",
        ["CaseSync.Simulator.Faulting.Wire.BeforeAsync"] =
            "waits in virtual time; the call looks at its token when it answers",
        ["CaseSync.Simulator.Faulting.Wire.AfterAsync"] =
            "waits in virtual time; the call looks at its token when it answers",
        ["CaseSync.Simulator.Faulting.Wire.FailAsync"] =
            "waits in virtual time; the call looks at its token when it answers",
    };

    [Fact]
    public void SourceLines_AreAtMost120ColumnsWide() => AssertNone(
        from path in Repository.Files(".cs")
        from line in File.ReadLines(Path.Combine(Repository.Root, path)).Index()
        where line.Item.Length > 120
        select $"{path}:{line.Index + 1} is {line.Item.Length} columns wide");

    [Fact]
    public void SourceFiles_AreShort() => AssertNone(
        from path in Repository.Files(".cs")
        let lines = Repository.Read(path).AsSpan().Count('\n')
        where lines > LinesMax
        select $"{path} has {lines} lines; {LinesMax} are enough");

    [Fact]
    public void TypeNames_SayWhatTheThingIs() => AssertNone(
        from assembly in Repository.Assemblies
        from type in assembly.WrittenTypes()
        let name = type.Name.Split('`')[0]
        where s_bannedEndings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal))
            // A web project's marker.
            && type.FullName != $"{assembly.GetName().Name}.{assembly.GetName().Name!["CaseSync.".Length..]}Service"
        select type.FullName);

    [Fact]
    public void EventIds_AreUniqueAndInTheirProjectsRange()
    {
        var events = (
            from assembly in Repository.Production
            from type in assembly.GetTypes()
            from method in type.GetMethods(Declared)
            let message = method.GetCustomAttribute<LoggerMessageAttribute>()
            where message is not null
            select (Project: assembly.GetName().Name!, Event: message.EventId,
                Name: $"{type.Name}.{method.Name}")).ToList();

        Assert.NotEmpty(events);
        AssertNone(events.GroupBy(e => e.Event).Where(same => same.Count() > 1)
            .Select(same => $"{same.Key}: {string.Join(", ", same.Select(e => e.Name))}"));
        AssertNone(
            from e in events
            where !s_eventIds.TryGetValue(e.Project, out var range) || e.Event < range.First || e.Event > range.Last
            select $"{e.Event}: {e.Name} is outside the range of {e.Project}");
    }

    [Fact]
    public void AsyncMethods_EndInAsyncAndTakeACancellationTokenLast() => AssertNone(
        from assembly in Repository.Production
        from type in assembly.WrittenTypes()
        where !typeof(IComponent).IsAssignableFrom(type) // Blazor calls event handlers by its own conventions.
            && !typeof(Delegate).IsAssignableFrom(type)
        from method in type.GetMethods(Declared)
        where IsAsync(method) && !method.IsGenerated() && !method.IsSpecialName && method.Name != "Main"
            && !IsForeign(method)
        let isNamedSo = method.Name.EndsWith("Async", StringComparison.Ordinal)
        let takesToken = method.GetParameters() is [.., { } last] && last.ParameterType == typeof(CancellationToken)
        where !isNamedSo || !(takesToken || IsCancelledOtherwise(method))
        let what = isNamedSo ? "its last parameter is no CancellationToken" : "its name does not end in Async"
        select $"{type.FullName}.{method.Name}: {what}");

    [Fact]
    public void PureParts_MentionNoDoorNoTaskAndNoClock() => AssertNone(
        from type in typeof(ICaseSystem).Assembly.GetTypes()
        where s_pureParts.Any(part => type.Namespace == $"CaseSync.Core.{part}")
        from mentioned in type.GetFields(Declared).Select(field => (field.Name, field.FieldType))
            .Concat(type.GetConstructors(Declared).Concat<MethodBase>(type.GetMethods(Declared)).SelectMany(Mentions))
        from part in Parts(mentioned.Item2)
        where s_effects.Contains(part)
        select $"{type.FullName}.{mentioned.Item1} mentions {part.Name}");

    [Fact]
    public void Core_DependsOnNothingButTheBaseLibrary() => Assert.All(
        typeof(ICaseSystem).Assembly.GetReferencedAssemblies(),
        reference => Assert.Matches(@"^System\.(?!Net|Data)", reference.Name));

    [Fact]
    public void Planners_KnowNoCrmsName() => AssertNone(
        from path in Repository.Files(".cs")
        where path.StartsWith(Path.Combine("CaseSync.Core", ""), StringComparison.Ordinal)
        from line in Repository.Read(path).Split('\n')
        where CrmName().IsMatch(Comment().Replace(line, ""))
        select $"{path}: {line.Trim()}");

    private static void AssertNone(IEnumerable<string?> breaches)
    {
        var all = breaches.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }

    private static bool IsAsync(MethodInfo method)
    {
        var type = method.ReturnType.IsGenericType ? method.ReturnType.GetGenericTypeDefinition() : method.ReturnType;
        return type == typeof(Task) || type == typeof(Task<>) || type == typeof(ValueTask)
            || type == typeof(ValueTask<>)
            || type == typeof(IAsyncEnumerable<>);
    }

    // Named and shaped by somebody else: it overrides or implements what is not ours (Stream, BackgroundService,
    // IAsyncDisposable).
    private static bool IsForeign(MethodInfo method)
    {
        var type = method.DeclaringType!;
        return IsForeign(method.GetBaseDefinition().DeclaringType!)
            || (!type.IsInterface && type.GetInterfaces().Where(IsForeign)
                .Any(implemented => type.GetInterfaceMap(implemented).TargetMethods.Contains(method)));
    }

    private static bool IsForeign(Type type) =>
        !type.Assembly.GetName().Name!.StartsWith("CaseSync", StringComparison.Ordinal);

    // A request brings its token along; what a method is given to run has it in its closure; stopping must not be cut
    // short.
    private static bool IsCancelledOtherwise(MethodInfo method) => method.Name == "StopAsync"
        || s_endOtherwise.ContainsKey($"{method.DeclaringType!.FullName}.{method.Name}")
        || method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.DeclaringType!)
            .Any(type => IsRequest(type) || (typeof(Delegate).IsAssignableFrom(type)
                && IsAsync(type.GetMethod("Invoke")!)));

    private static readonly Type[] s_requests = [typeof(HttpContext), typeof(HttpRequest), typeof(HttpResponse)];

    // One level only: a record's copy constructor takes the record itself, and following that never ends.
    private static bool IsRequest(Type type) => s_requests.Contains(type)
        || (!IsForeign(type)
            && type.GetConstructors(Declared)
                .Any(made => made.GetParameters() is [var only] && s_requests.Contains(only.ParameterType)));

    private static IEnumerable<(string, Type)> Mentions(MethodBase method) =>
        method.GetParameters().Select(parameter => parameter.ParameterType)
        .Concat(method is MethodInfo { ReturnType: var returned } ? [returned] : [])
        .Concat(method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? [])
        .Select(type => (method.Name, type));

    private static IEnumerable<Type> Parts(Type type) => type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsConstructedGenericType ? type.GetGenericArguments().SelectMany(Parts)
            .Append(type.GetGenericTypeDefinition())
        : [type];

    [GeneratedRegex("Jira|Zendesk|ServiceNow|RequestTracker", RegexOptions.IgnoreCase)]
    private static partial Regex CrmName();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();

    [GeneratedRegex("//.*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^- \*\*(?<id>I[0-9]+)\*\*(.|\n(?!- |#|\n))*", RegexOptions.Multiline)]
    private static partial Regex Invariant();

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z0-9]*_[A-Za-z0-9_]+)`")]
    private static partial Regex TestName();
}
