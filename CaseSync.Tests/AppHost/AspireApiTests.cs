using System.Reflection;
using System.Runtime.CompilerServices;
using Aspire.Hosting;

namespace CaseSync.Tests.AppHost;

/// <summary>The local subset of Aspire's API is a promise: Program.cs must compile against Aspire itself, and nothing
/// grows here that Aspire has not. aspire-api.txt lists what may be public: all of it Aspire's.</summary>
public sealed class AspireApiTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void LocalHosting_PublicSurface_IsTheListNoMoreNoLess()
    {
        var found = typeof(DistributedApplication).Assembly.GetExportedTypes()
            .Where(type => type.Name != "Program") // ASP.NET Core makes that public.
            .SelectMany(type => type.GetMembers(Declared)
                .Where(IsWritten)
                .Select(member => $"{Name(type)}: {Line(member)}")
                .Append(Name(type)))
            .Order(StringComparer.Ordinal);

        Assert.Equal(File.ReadAllLines(ListPath()), found);
    }

    // Accessors are their property's line, and what Object or the compiler brings is nobody's choice.
    private static bool IsWritten(MemberInfo member) =>
        member is not MethodBase { IsSpecialName: true, IsConstructor: false } && member is not ConstructorInfo
        || member is ConstructorInfo { DeclaringType.Namespace: not "Projects" };

    private static string Line(MemberInfo member) => member switch
    {
        MethodInfo method => $"{Name(method.ReturnType)} {method.Name}{Generics(method)}({Parameters(method)})",
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        PropertyInfo property => $"{Name(property.PropertyType)} {property.Name} {{"
            + $"{(property.GetMethod?.IsPublic == true ? " get;" : "")}"
            + $"{(property.SetMethod?.IsPublic == true ? " set;" : "")} }}",
        _ => member.ToString()!,
    };

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters()
        .Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.IsOptional ? "?" : "")}"));

    private static string Generics(MethodInfo method) => method.IsGenericMethod
        ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>"
        : "";

    private static string Name(Type type) => type switch
    {
        { IsGenericParameter: true } => type.Name,
        { IsArray: true } => $"{Name(type.GetElementType()!)}[]",
        { IsGenericType: true } =>
            $"{type.Namespace}.{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>",
        _ => type.FullName!,
    };

    private static string ListPath([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "aspire-api.txt");
}
