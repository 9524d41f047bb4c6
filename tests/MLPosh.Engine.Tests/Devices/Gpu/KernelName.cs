using System.Reflection;

namespace MLPosh.Engine.Tests.Devices.Gpu;

/// <summary>A kernel's method in words: ProductKernel&lt;ByDepth, ByLine, WideSide, Patch4, KeepSum&gt;.Run.</summary>
internal static class KernelName
{
    public static string Of(MethodInfo method) =>
        $"{Of(method.DeclaringType!)}.{method.Name}{Arguments(method.IsGenericMethod ? method.GetGenericArguments() : [])}";

    /// <summary>A type that a kernel is made for, and all that this is made of.</summary>
    public static IEnumerable<Type> Parts(MethodInfo method) =>
        Parts([method.DeclaringType!, .. method.IsGenericMethod ? method.GetGenericArguments() : []]);

    private static IEnumerable<Type> Parts(IEnumerable<Type> types) =>
        types.SelectMany(type => Parts(type.GetGenericArguments()).Prepend(type.IsGenericType ? type.GetGenericTypeDefinition() : type));

    private static string Of(Type type)
    {
        string name = type.Name.Split('`')[0];
        return $"{(type.IsNested ? type.DeclaringType!.Name.Split('`')[0] + "." : "")}{name}{Arguments(type.GetGenericArguments())}";
    }

    private static string Arguments(Type[] types) => types.Length == 0 ? "" : $"<{string.Join(", ", types.Select(Of))}>";
}
