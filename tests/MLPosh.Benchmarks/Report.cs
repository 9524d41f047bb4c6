using System.Globalization;

namespace MLPosh.Benchmarks;

/// <summary>One table: on the screen as its rows come in, and in docs/benchmarks.md between its two marks.</summary>
internal sealed class Report(string machine)
{
    private const string Begin = "<!-- figures: written by the benchmark -->";
    private const string End = "<!-- end of figures -->";
    private readonly List<string> _rows = [];

    public void Add(string work, string torch, string own, double? ratio, string share = "")
    {
        string times = ratio is { } value ? value.ToString("F1", CultureInfo.InvariantCulture) : "";
        Console.WriteLine($"{work,-84} {torch,30} {own,12} {times,8} {share,6}");
        _rows.Add($"| {work} | {torch} | {own} | {times} | {share} |");
    }

    public void Write(string path)
    {
        string text = File.ReadAllText(path);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal), end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            throw new InvalidOperationException($"{path} has no place for the figures: '{Begin}' … '{End}'.");
        }

        string date = DateTime.UtcNow.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        string[] lines =
        [
            Begin,
            "",
            $"{date}. {machine}.",
            "",
            "| work | PyTorch (threads × OpenBLAS threads) | MLPosh | ratio | of peak |",
            "|---|---|---|---|---|",
            .. _rows,
            "",
        ];
        File.WriteAllText(path, text[..begin] + string.Join('\n', lines) + "\n" + text[end..]);
    }
}
