using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MLPosh;

/// <summary>The batch script of a sweep's workers.</summary>
/// <remarks>Source: https://slurm.schedmd.com/sbatch.html</remarks>
internal static partial class SlurmScript
{
    public const string Array = "array";
    public const string Cores = "cpus-per-task";

    /// <summary>Where a task's output goes: named by the job and the task.</summary>
    public const string Output = "%A_%a.log";

    // Where the sweep's own logic would break: it finds the output by its name, and needs the job's number and no answer.
    private static readonly string[] Own = ["output", "error", "chdir", "wrap", "parsable", "test-only", "wait", "signal"];

    public static string Text(ClusterOptions options, string bundle, int tasks)
    {
        var script = new StringBuilder("#!/bin/bash\n");
        Add("job-name", "mlposh");
        Add(Array, string.Create(CultureInfo.InvariantCulture, $"1-{tasks}"));
        string folder = Path.GetDirectoryName(bundle)!.Replace("%", "%%", StringComparison.Ordinal);
        Add("output", Path.Combine(folder, Output));
        Add("open-mode", "append");
        script.Append("#SBATCH --requeue\n");
        foreach (var (name, value) in options.Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal))
        {
            AddGiven(name, value);
        }

        script.Append("\n# The processors of the task, not those of the machine.\n");
        script.Append("export DOTNET_PROCESSOR_COUNT=${SLURM_CPUS_ON_NODE:-1}\n");
        script.Append("exec ").AppendJoin(' ', options.Worker(bundle).Select(Word)).Append('\n');
        return script.ToString();

        void Add(string name, string value) => script.Append(CultureInfo.InvariantCulture, $"#SBATCH --{name}={Quoted(value)}\n");

        void AddGiven(string name, object? value)
        {
            string plain = name.ToLowerInvariant();
            string text = TrialParameters.Text(value);
            if (!OptionName().IsMatch(plain) || Own.Contains(plain))
            {
                throw Option.OutOfRange(
                    "The cluster's option", $"'{name}'", $"a long option of sbatch without its dashes, such as partition; not {string.Join(", ", Own)}");
            }

            if (text.AsSpan().ContainsAny('\n', '\r'))
            {
                throw Option.OutOfRange($"The cluster's option {name}", "several lines", "a single line");
            }

            if (plain == Array || value is false)
            {
                return;
            }

            script.Append(value is null or true or "" ? $"#SBATCH --{plain}\n" : $"#SBATCH --{plain}={Quoted(text)}\n");
        }
    }

    /// <summary>A value as sbatch reads it from a script.</summary>
    private static string Quoted(string value) => Plain().IsMatch(value)
        ? value
        : $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>A word as the shell reads it.</summary>
    private static string Word(string value) => Plain().IsMatch(value)
        ? value
        : $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    [GeneratedRegex("^[a-z][a-z0-9-]*$")]
    private static partial Regex OptionName();

    [GeneratedRegex(@"^[\w./:=@%+,-]+$")]
    private static partial Regex Plain();
}
