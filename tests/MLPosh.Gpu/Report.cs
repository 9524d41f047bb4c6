using System.Globalization;
using System.Runtime.InteropServices;

namespace MLPosh.Gpu;

/// <summary>Markdown, line by line as things come in.</summary>
internal sealed class Report(TextWriter output)
{
    /// <summary>What this was run on and when.</summary>
    public void Machine(ComputeDevice device)
    {
        string date = DateTime.UtcNow.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
        string memory = FormattableString.Invariant($"{device.MemorySize / 1073741824.0:F1} GiB, {device.MultiprocessorCount} multiprocessors");
        Line($"{date}. {device.Name}: {device.Description} ({memory}), {device.Driver}. {RuntimeInformation.OSDescription}, "
            + $"{RuntimeInformation.FrameworkDescription}, MLPosh {typeof(Network).Assembly.GetName().Version}.");
        Line("");
    }

    public void Header(params string[] columns)
    {
        Row(columns);
        Line($"|{string.Concat(columns.Select(_ => "---|"))}");
    }

    public void Row(params string[] cells) => Line($"| {string.Join(" | ", cells)} |");

    public void Line(string text)
    {
        output.WriteLine(text);
        output.Flush();
    }
}
