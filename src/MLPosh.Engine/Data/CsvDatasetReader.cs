using System.Globalization;
using System.IO.Compression;
using Sylvan.Data.Csv;

namespace MLPosh;

/// <summary>
/// Reads a dataset from a text file with a header: commas in .csv, tabs in .tsv, either also compressed as .gz. Numbers
/// are read in the invariant culture, and rows as they come, so that memory grows with the columns in use only.
/// </summary>
/// <remarks>Blank lines are passed over; a line that starts with # is a row like any other.</remarks>
public static class CsvDatasetReader
{
    // In characters. A row of 100,000 columns fits; an unclosed quote still ends before memory does.
    private const int LongestRow = 1 << 24;

    // What Sylvan takes for the start of a comment. It cannot be told to know none; no text has this one.
    private const char NoCharacter = '\uFFFF';

    /// <summary>Reads a file.</summary>
    /// <param name="path">An existing file.</param>
    /// <param name="options">Which columns to use, and how.</param>
    /// <param name="token">Stops between two rows.</param>
    /// <exception cref="MLPoshException">
    /// PathNotFound, FileFormatInvalid, DatasetColumnNotFound, DatasetShapeMismatch for a row of another length,
    /// DatasetValueInvalid naming row, column and line, DatasetEmpty.
    /// </exception>
    public static Dataset Read(string path, DatasetOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!File.Exists(path))
        {
            throw new MLPoshException(
                ErrorId.PathNotFound,
                Directory.Exists(path) ? $"'{path}' is a folder; give a file in it." : $"There is no file '{path}'.",
                path);
        }

        using var text = Open(path);
        try
        {
            return Read(text, path, options, token);
        }
        catch (Exception e) when (e is CsvFormatException or InvalidDataException or CsvRecordTooLargeException)
        {
            throw new MLPoshException(
                ErrorId.FileFormatInvalid, $"'{path}' cannot be read as a table of text: {e.Message}", path, e);
        }
    }

    private static Dataset Read(StreamReader text, string path, DatasetOptions options, CancellationToken token)
    {
        if (text.Peek() < 0)
        {
            throw new MLPoshException(ErrorId.DatasetEmpty, $"'{path}' is empty; its first line must name the columns.", path);
        }

        using var csv = CsvDataReader.Create(text, new CsvDataReaderOptions
        {
            Delimiter = DelimiterOf(path),
            Culture = CultureInfo.InvariantCulture,
            HasHeaders = true,
            Comment = NoCharacter,
            MaxBufferSize = LongestRow,
        });
        string[] columns = [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetName)];
        CsvHeader.Check(columns, path);
        var table = new TableBuilder(columns, options, path);
        int[] used = [.. table.UsedColumns.Select(column => column.Index)];
        var values = new object?[used.Length];
        int row = 0;
        long line = 2 + columns.Sum(name => Breaks(name));
        while (csv.Read())
        {
            token.ThrowIfCancellationRequested();
            var record = csv.GetRawRecordSpan();
            if (csv.RowFieldCount != columns.Length && !record.Trim("\r\n ").IsEmpty)
            {
                throw new MLPoshException(
                    ErrorId.DatasetShapeMismatch,
                    $"Row {row + 1} of '{path}' (line {line}) has {csv.RowFieldCount} value(s), its header {columns.Length}.",
                    path);
            }

            if (csv.RowFieldCount == columns.Length)
            {
                row++;
                for (int i = 0; i < used.Length; i++)
                {
                    values[i] = csv.GetString(used[i]);
                }

                table.AddRow(values, line);
            }

            line += Breaks(record);
        }

        return table.Build();
    }

    /// <summary>Line ends in a text, whether they are LF, CR LF or CR.</summary>
    private static int Breaks(ReadOnlySpan<char> text) => Math.Max(text.Count('\n'), text.Count('\r'));

    private static StreamReader Open(string path)
    {
        Stream file = File.OpenRead(path);
        return new StreamReader(IsCompressed(path) ? new GZipStream(file, CompressionMode.Decompress) : file);
    }

    private static bool IsCompressed(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    private static char DelimiterOf(string path)
    {
        string name = IsCompressed(path) ? path[..^3] : path;
        return name.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : ',';
    }
}
