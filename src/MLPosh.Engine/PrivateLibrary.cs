using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace MLPosh;

/// <summary>
/// A heavier library in a folder of its own beside the engine, with all that it needs. It is loaded when it is first
/// asked for, into a context of its own: another module may bring other versions of the same packages.
/// </summary>
internal sealed class PrivateLibrary : AssemblyLoadContext
{
    private static readonly Assembly Engine = typeof(PrivateLibrary).Assembly;

    private readonly string _folder;

    private PrivateLibrary(string folder)
        : base($"MLPosh {Path.GetFileName(folder)}") => _folder = folder;

    /// <summary>Loads a library and makes the one object by which the engine uses it.</summary>
    /// <typeparam name="T">The engine's interface that the object has.</typeparam>
    /// <param name="folder">Name of the folder beside the engine.</param>
    /// <param name="assembly">Name of the library's assembly in it.</param>
    /// <param name="type">Full name of the object's type, which nobody else sees.</param>
    /// <exception cref="MLPoshException">PathNotFound: the folder is not there.</exception>
    public static T Create<T>(string folder, string assembly, string type)
    {
        string full = Path.Combine(Path.GetDirectoryName(Engine.Location) ?? "", folder);
        string file = Path.Combine(full, assembly + ".dll");
        if (!File.Exists(file))
        {
            throw new MLPoshException(
                ErrorId.PathNotFound, $"The library '{file}' is missing: the folder {folder} belongs beside MLPosh.Engine.dll.", file);
        }

        var library = new PrivateLibrary(full).LoadFromAssemblyPath(file);
        return (T)Activator.CreateInstance(library.GetType(type, throwOnError: true)!, nonPublic: true)!;
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // The engine's types have to be the caller's, wherever those were loaded.
        if (assemblyName.Name == Engine.GetName().Name)
        {
            return Engine;
        }

        string file = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(file) ? LoadFromAssemblyPath(file) : null;
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        string name = OperatingSystem.IsWindows() ? $"{unmanagedDllName}.dll"
            : OperatingSystem.IsMacOS() ? $"lib{unmanagedDllName}.dylib" : $"lib{unmanagedDllName}.so";
        string file = Path.Combine(_folder, "runtimes", Platform(), "native", name);
        return File.Exists(file) ? LoadUnmanagedDllFromPath(file) : 0;
    }

    // The runtime's own name for the platform can hold a distribution (debian.12-x64), for which nobody builds.
    private static string Platform()
    {
        string system = OperatingSystem.IsWindows() ? "win"
            : OperatingSystem.IsMacOS() ? "osx"
            : RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal)
                || RuntimeInformation.RuntimeIdentifier.StartsWith("alpine", StringComparison.Ordinal) ? "linux-musl" : "linux";
        return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }
}
