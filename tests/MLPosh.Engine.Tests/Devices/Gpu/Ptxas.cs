using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MLPosh.Engine.Tests.Devices.Gpu;

/// <summary>What a kernel takes of a multiprocessor.</summary>
internal sealed record KernelUsage(string Name, int Registers, int Shared, int Stack, int Spills);

/// <summary>NVIDIA's assembler, where a machine has it: Debian's nvidia-cuda-toolkit, or any CUDA.</summary>
internal static partial class Ptxas
{
    public static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "ptxas.exe" : "ptxas"))
        .FirstOrDefault(File.Exists);

    public static KernelUsage Assemble(string assembler, string name, string ptx)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, ptx);
            using var process = Process.Start(new ProcessStartInfo(assembler, ["-arch=sm_90", "--verbose", "--output-file", file + ".cubin", file])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = process.StandardError.ReadToEndAsync();
            string says = process.StandardOutput.ReadToEnd() + errors.Result;
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"{name}: {says}");
            return new KernelUsage(
                name, Most(Registers, says), Most(Shared, says), Most(Stack, says), Most(Spills, says));
        }
        finally
        {
            File.Delete(file);
            File.Delete(file + ".cubin");
        }
    }

    // A line for each function of the kernel; a word that is left out means none.
    private static int Most(Regex number, string text) => number.Matches(text)
        .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();

    [GeneratedRegex(@"Used (\d+) registers")]
    private static partial Regex Registers { get; }

    [GeneratedRegex(@"(\d+) bytes smem")]
    private static partial Regex Shared { get; }

    [GeneratedRegex(@"(\d+) bytes stack frame")]
    private static partial Regex Stack { get; }

    [GeneratedRegex(@"(\d+) bytes spill stores")]
    private static partial Regex Spills { get; }
}
