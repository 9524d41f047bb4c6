using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace MLPosh.Stores;

/// <summary>A process as others can tell whether it still lives.</summary>
/// <param name="Host">The machine, of this start, and whose process numbers they are: containers have their own.</param>
/// <param name="Id">Its number there.</param>
/// <param name="Started">When it started: numbers are used again.</param>
internal sealed record ClaimantProcess(string Host, long Id, string Started)
{
    public static ClaimantProcess Current { get; } =
        new(ThisHost(), Environment.ProcessId, StartOf(Environment.ProcessId) ?? "");

    /// <summary>Whether it is known to have ended; false also where this machine cannot know.</summary>
    public bool HasEnded => Host == Current.Host && StartOf((int)Id) != Started;

    private static string ThisHost() => string.Join(
        '/', new[] { Environment.MachineName, Line("/proc/sys/kernel/random/boot_id"), Namespace() }.Where(part => part.Length > 0));

    private static string Line(string file) => File.Exists(file) ? File.ReadAllText(file).Trim() : "";

    private static string Namespace() =>
        OperatingSystem.IsLinux() ? new FileInfo("/proc/self/ns/pid").LinkTarget ?? "" : "";

    /// <summary>When a process of this machine started, in a form that never changes; null when there is none.</summary>
    private static string? StartOf(int id)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // Process.StartTime adds a boot time, which differs by the second as clocks are set.
                return StartTicks(File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat")));
            }

            using var process = Process.GetProcessById(id);
            return process.HasExited ? null : process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException
            or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Field 22 of proc(5)'s stat; null of a process that has ended and is still listed.</summary>
    private static string? StartTicks(string stat)
    {
        // The name, field 2, is in parentheses and can hold anything.
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[0] is "Z" or "X" ? null : fields[22 - 3];
    }
}
