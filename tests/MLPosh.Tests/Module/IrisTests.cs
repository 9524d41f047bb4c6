using MLPosh.Tests.Hosting;

namespace MLPosh.Tests.Module;

/// <summary>A real file from the lecture's world, in the ten lines that a user would write.</summary>
public class IrisTests
{
    private const string Script = """
        $data = Import-Dataset $path -Target species -Standardize
        $train, $test = $data | Split-Dataset -Fraction 0.7, 0.3 -Stratify -Seed 1
        $network = New-Network -Size 4, 16, 3 -Activation Tanh -Seed 1
        $epochs = Invoke-Training $network $train -Optimizer Adam -LearningRate 0.02 -Epoch 150 -BatchSize 32 -Shuffle -Seed 1
        $measured = Measure-Network $network $test
        $first = Invoke-Network $network $test | Where-Object { $_.Class -eq 'setosa' }
        "$($measured.Accuracy) $($measured.Classes -join ',') $($first.Count)"
        """;

    [SkippableFact]
    public void Ten_lines_tell_the_species_apart()
    {
        string path = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data", "iris.csv"));
        Skip.IfNot(File.Exists(path), $"{path} is not on this machine.");
        using var session = new Session();
        string[] words = session.Get<string>($"$path = '{path}'\n{Script}").Split(' ');
        Assert.True(double.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture) >= 0.95, words[0]);
        Assert.Equal("setosa,versicolor,virginica", words[1]);
        Assert.Equal("15", words[2]);
    }
}
