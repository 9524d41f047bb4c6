using System.IO.Compression;
using System.Text;

namespace MLPosh.Engine.Tests.Data;

/// <summary>A file with some text that goes away after the test.</summary>
internal sealed class CsvFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlposh-");

    public CsvFile(string text, string name = "data.csv")
        : this(Encoding.UTF8.GetBytes(text), name)
    {
    }

    public CsvFile(byte[] bytes, string name = "data.csv")
    {
        Path = System.IO.Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(Path, bytes);
    }

    public string Path { get; }

    public static byte[] GZip(string text)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return memory.ToArray();
    }

    public Dataset Read(string target = "b", DatasetOptions? options = null, CancellationToken token = default) =>
        CsvDatasetReader.Read(Path, (options ?? new()) with { Target = [target] }, token);

    public void Dispose() => _folder.Delete(recursive: true);
}
