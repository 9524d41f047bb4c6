using System.Runtime.InteropServices;

namespace MLPosh;

/// <summary>What computes here.</summary>
internal static class Processor
{
    private const string Linux = "/proc/cpuinfo";

    /// <summary>The maker's name for it where the system tells, else its architecture.</summary>
    public static string Name { get; } =
        Told() ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string? Told() => File.Exists(Linux)
        ? File.ReadLines(Linux).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[^1]
        : null;
}
