using System.Text;

namespace MLPosh.Engine.Tests.Data;

public sealed class CsvErrorTests
{
    [Theory]
    [InlineData("a,b\n1,2\n3\n", "has 1 value(s), its header 2")]
    [InlineData("a,b\n1,2\n3,4,5\n", "has 3 value(s), its header 2")]
    [InlineData("a,b\n1,2\n3,4,\n", "has 3 value(s), its header 2")]
    public void A_row_of_another_length_is_named_with_both_lengths(string text, string lengths)
    {
        using var file = new CsvFile(text);
        Fails.With(ErrorId.DatasetShapeMismatch, file.Path, () => file.Read(), "Row 2", "(line 3)", lengths, file.Path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("a,b")]
    [InlineData("a,b\n")]
    [InlineData("a,b\r\n\r\n")]
    public void A_file_without_rows_is_no_dataset(string text)
    {
        using var file = new CsvFile(text);
        Fails.With(ErrorId.DatasetEmpty, file.Path, () => file.Read(), file.Path);
    }

    [Fact]
    public void A_compressed_file_without_text_is_no_dataset()
    {
        using var file = new CsvFile(CsvFile.GZip(""), "data.csv.gz");
        Fails.With(ErrorId.DatasetEmpty, file.Path, () => file.Read(), file.Path);
    }

    [Theory]
    [InlineData("a,B,b\n1,2,3\n", "'B' 2 times")]
    [InlineData("a,b\n1,\"2\n3,4\n", "quote")]
    [InlineData("a,b\n\"1\"x,2\n", "quote")]
    [InlineData("\0\u0001\u0002,b\n1,2\n", "not text")]
    public void What_is_no_table_of_text_is_said_so(string text, string problem)
    {
        using var file = new CsvFile(text);
        Fails.With(ErrorId.FileFormatInvalid, file.Path, () => file.Read(), file.Path, problem);
    }

    [Fact]
    public void Binary_files_are_not_read()
    {
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52];
        using var file = new CsvFile(png);
        Fails.With(ErrorId.FileFormatInvalid, file.Path, () => file.Read(), file.Path, "not text");

        using var plain = new CsvFile(Encoding.UTF8.GetBytes("a,b\n1,2\n"), "data.csv.gz");
        Fails.With(ErrorId.FileFormatInvalid, plain.Path, () => plain.Read(), plain.Path);
    }

    [Fact]
    public void A_compressed_file_whose_checksum_is_wrong_is_not_read()
    {
        byte[] bytes = CsvFile.GZip("a,b\n1,2\n");
        bytes[^6] ^= 1;
        using var file = new CsvFile(bytes, "data.csv.gz");
        Fails.With(ErrorId.FileFormatInvalid, file.Path, () => file.Read(), file.Path);
    }

    [Fact]
    public void A_path_that_is_not_there_or_a_folder_is_named()
    {
        string missing = Path.Combine(Path.GetTempPath(), "no such folder", "data.csv");
        Fails.With(
            ErrorId.PathNotFound, missing, () => CsvDatasetReader.Read(missing, new() { Target = ["b"] }), "There is no file", missing);
        using var file = new CsvFile("");
        string folder = Path.GetDirectoryName(file.Path)!;
        Fails.With(ErrorId.PathNotFound, folder, () => CsvDatasetReader.Read(folder, new() { Target = ["b"] }), folder, "is a folder");
    }
}
