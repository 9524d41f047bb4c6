namespace MLPosh;

/// <summary>The first line of a text file: it must be text, and name each column once.</summary>
internal static class CsvHeader
{
    private const char Undecodable = '\uFFFD';

    /// <exception cref="MLPoshException">FileFormatInvalid, naming the file and what is wrong with its header.</exception>
    public static void Check(IReadOnlyList<string> columns, string path)
    {
        string? problem = columns.Any(name => name.Any(IsBinary))
            ? "its first line is not text"
            : columns.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1)
                is { } twice ? $"it has the column '{twice.Key}' {twice.Count()} times, where names must differ" : null;
        if (problem is not null)
        {
            throw new MLPoshException(ErrorId.FileFormatInvalid, $"'{path}' cannot be read as a table: {problem}.", path);
        }
    }

    // Spreadsheets put line breaks into quoted headings, so those are text.
    private static bool IsBinary(char c) => c == Undecodable || (char.IsControl(c) && c is not ('\n' or '\r' or '\t'));
}
