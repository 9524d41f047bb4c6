using System.Text;

namespace MLPosh.Engine.Tests.Data;

public sealed class CsvDatasetReaderTests
{
    private const string Table = "a,b\n1,2.5\n-3e2,4\n";

    [Theory]
    [InlineData("a,b\n1,2.5\n-3e2,4")]
    [InlineData("a,b\r\n1,2.5\r\n-3e2,4\r\n")]
    [InlineData("a,b\r1,2.5\r-3e2,4\r")]
    [InlineData("\uFEFFa,b\n1,2.5\n-3e2,4\n")]
    [InlineData("a,b\n1,2.5\n\n-3e2,4\n\n\n")]
    [InlineData("a,b\r\n1,2.5\r\n\r\n-3e2,4\r\n\r\n")]
    [InlineData("\"a\",\"b\"\n\"1\",\"2.5\"\n\"-3e2\",4\n")]
    [InlineData("a,b\n 1, 2.5\n-3e2 ,4\n")]
    public void Line_ends_quotes_blanks_and_byte_order_marks_make_no_difference(string text)
    {
        using var file = new CsvFile(text);
        var data = file.Read();
        Assert.Equal(["a"], data.FeatureNames);
        Assert.Equal([1, -300], data.X);
        Assert.Equal([2.5, 4], data.Y);
    }

    [Fact]
    public void Quoted_fields_hold_delimiters_quotes_and_newlines()
    {
        using var file = new CsvFile("a,b\n1,\"x,y\"\n2,\"say \"\"hi\"\"\"\n3,\"two\nlines\"\n");
        Assert.Equal(["say \"hi\"", "two\nlines", "x,y"], file.Read().Classes);
    }

    [Fact]
    public void A_heading_may_have_a_line_break()
    {
        using var file = new CsvFile("\"a\n(cm)\",b\n1,2\nx,3\n");
        var error = Assert.Throws<MLPoshException>(() => file.Read());
        Assert.Equal("a\n(cm)", error.Target);
        Assert.Contains("(line 4 of ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_start_with_a_hash_are_rows()
    {
        using var file = new CsvFile("#b,a\n#fff,1\nblue,2\n#000,3\n");
        var data = file.Read("#b");
        Assert.Equal(["#000", "#fff", "blue"], data.Classes);
        Assert.Equal([1, 2, 3], data.X);
    }

    [Theory]
    [InlineData("data.csv.gz", "a,b\n1,2\n")]
    [InlineData("data.TSV", "a\tb\n1\t2\n")]
    [InlineData("data.tsv.GZ", "a\tb\n1\t2\n")]
    public void The_name_tells_delimiter_and_compression(string name, string text)
    {
        bool gz = name.EndsWith("gz", StringComparison.OrdinalIgnoreCase);
        using var file = new CsvFile(gz ? CsvFile.GZip(text) : Encoding.UTF8.GetBytes(text), name);
        Assert.Equal([1.0], file.Read().X);
    }

    [Fact]
    public void Numbers_are_invariant_in_a_country_of_decimal_commas()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo("de-DE");
            using var file = new CsvFile(Table);
            Assert.Equal([2.5, 4], file.Read().Y);
            Assert.Equal([1.5], DatasetBuilder.FromArrays("1.5", "1").X);
            Assert.Equal(["1.5", "x"], DatasetBuilder.FromArrays(new[] { 1, 2 }, new object[] { 1.5, "x" }).Classes);
            Fails.With(
                ErrorId.OptionOutOfRange, -0.5, () => DatasetGenerator.Generate("Linear", new() { Noise = -0.5 }), "Noise is -0.5;");
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void Only_columns_in_use_are_looked_at()
    {
        using var file = new CsvFile("name,a,b\nfirst,1,2\n,3,4\n");
        Assert.Equal([1, 3], file.Read(options: new() { Feature = ["a"] }).X);
    }

    [Fact]
    public void Wide_rows_and_long_fields_are_read()
    {
        string[] names = [.. Enumerable.Range(0, 20_000).Select(i => $"column{i}")];
        using var file = new CsvFile(
            $"{string.Join(',', names)},note,b\n{string.Join(',', names.Select(_ => "1.5"))},{new string('z', 100_000)},2\n");
        var data = file.Read(options: new() { Feature = names });
        Assert.Equal([20_000], data.InputShape);
        Assert.Equal(30_000, data.X.Sum());
    }

    [Fact]
    public void A_bad_value_is_named_with_row_column_and_line()
    {
        using var file = new CsvFile("a,note,b\n1,\"two\nlines\",2\n\n3,x,4\nred,x,5\n");
        Fails.With(
            ErrorId.DatasetValueInvalid,
            "a",
            () => file.Read(options: new() { Feature = ["a"] }),
            "row 3, column 'a' (line 6 of ",
            file.Path,
            "'red'",
            "-Categorical a");
    }

    [Fact]
    public void A_missing_column_is_named_with_the_file_and_its_columns()
    {
        using var file = new CsvFile(Table);
        Fails.With(ErrorId.DatasetColumnNotFound, "c", () => file.Read("c"), "'c'", file.Path, "a, b");
    }

    [Fact]
    public void A_stop_ends_the_reading()
    {
        using var file = new CsvFile(Table);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => file.Read(token: source.Token));
    }
}
