using System.Globalization;
using System.IO.Compression;
using Sylvan.Data.Csv;

namespace MLPosh;

/// <summary>
/// Reads a dataset from a text file with a header: commas in .csv, tabs in .tsv, either also compressed as .gz. Numbers
/// are read in the invariant culture, and rows as they come, so that memory grows with the columns in use only.
/// </summary>
public static class CsvDatasetReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">An existing file.</param>
    /// <param name="options">Which columns to use, and how.</param>
    /// <param name="token">Stops between two rows.</param>
    /// <exception cref="MLPoshException">
    /// PathNotFound, FileFormatInvalid, DatasetColumnNotFound, DatasetShapeMismatch for a row of another length,
    /// DatasetValueInvalid naming row and column, DatasetEmpty.
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
        });
        string[] columns = [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetName)];
        CheckHeader(columns, path);
        var table = new TableBuilder(columns, options);
        int[] used = [.. table.UsedColumns.Select(column => column.Index)];
        var values = new object?[used.Length];
        for (int row = 1; csv.Read(); row++)
        {
            token.ThrowIfCancellationRequested();
            if (csv.RowFieldCount != columns.Length)
            {
                throw new MLPoshException(
                    ErrorId.DatasetShapeMismatch,
                    $"Row {row} of '{path}' has {csv.RowFieldCount} value(s), its header {columns.Length}.",
                    path);
            }

            for (int i = 0; i < used.Length; i++)
            {
                values[i] = csv.GetString(used[i]);
            }

            table.AddRow(values);
        }

        return table.Build();
    }

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

    private static void CheckHeader(string[] columns, string path)
    {
        string? problem = columns.FirstOrDefault(name => name.Any(char.IsControl)) is not null
            ? "its first line is not text"
            : columns.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1)
                is { } twice ? $"it has the column '{twice.Key}' twice" : null;
        if (problem is not null)
        {
            throw new MLPoshException(ErrorId.FileFormatInvalid, $"'{path}' cannot be read as a table: {problem}.", path);
        }
    }
}
