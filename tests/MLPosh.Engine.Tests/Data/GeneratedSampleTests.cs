using System.Text.Json;
using System.Text.Json.Serialization;

namespace MLPosh.Engine.Tests.Data;

/// <summary>Generated datasets against those of a second implementation, References/datasets/generate.py.</summary>
public sealed class GeneratedSampleTests
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNameCaseInsensitive = true,
        Converters = { new JsonStringEnumConverter() },
    };

    private static readonly List<Stored> All = JsonSerializer.Deserialize<List<Stored>>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "References", "datasets", "samples.json")), Json)!;

    public static TheoryData<int, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, string>();
            for (int i = 0; i < All.Count; i++)
            {
                cases.Add(i, All[i].Kind);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Samples_are_those_of_the_second_implementation(int index, string kind)
    {
        var stored = All[index];
        var settings = stored.Settings;
        var data = DatasetGenerator.Generate(kind, new()
        {
            Seed = stored.Seed,
            Count = stored.Count,
            Low = settings.Low,
            High = settings.High,
            Noise = settings.Noise,
            Dimension = settings.Dimension,
            ClassCount = settings.ClassCount,
            Task = settings.Task,
            Length = settings.Length,
        });
        Assert.Equal(stored.Count, data.Count);
        Same(stored.X, data.X);
        Same(stored.Y, data.Y);
    }

    private static void Same(double[] expected, IReadOnlyList<double> actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    private sealed record Stored(string Kind, Settings Settings, long Seed, int Count, double[] X, double[] Y);

    private sealed record Settings(
        double? Low, double? High, double? Noise, int? Dimension, int? ClassCount, SequenceTask? Task, int? Length);
}
