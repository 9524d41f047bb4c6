using System.ComponentModel;
using System.Diagnostics;

namespace MLPosh;

/// <summary>What a program that ran to its end came to.</summary>
/// <param name="ExitCode">0 where all went well.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="Error">What it wrote of errors.</param>
internal sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    /// <summary>Its own words of what went wrong, on one line.</summary>
    public string Told
    {
        get
        {
            string told = Error.Trim().Length > 0 ? Error : Output;
            return told.Trim().Length > 0
                ? string.Join("; ", told.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                : $"it ended with {ExitCode} and said nothing";
        }
    }

    /// <summary>Runs a program; null where there is none of this name.</summary>
    /// <param name="program">Its name, or its path.</param>
    /// <param name="arguments">As they are, without quotes.</param>
    /// <param name="token">Ends it, and throws OperationCanceledException.</param>
    public static ProgramRun? Of(string program, IEnumerable<string> arguments, CancellationToken token)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            using var stop = token.Register(process.Kill);

            // Both at once: a program that fills one pipe would wait while the other is read.
            var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            token.ThrowIfCancellationRequested();
            return new ProgramRun(process.ExitCode, output, error.GetAwaiter().GetResult());
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
