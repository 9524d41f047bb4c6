using System.Globalization;
using System.Management.Automation;
using MLPosh.Tests.Hosting;

namespace MLPosh.Tests.Module;

public sealed class NetworkKindTests : IDisposable
{
    private readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("New-Network -Kind Foo -Size 1,2", "NetworkKindNotRecognized", "Perceptron, FeedForward, RadialBasis")]
    [InlineData("New-Network -Kind FeedForward", "OptionOutOfRange", "InputSize, HiddenSize and OutputSize, or as Size")]
    [InlineData("New-Network -Kind FeedForward -Size 1,0,1", "OptionOutOfRange", "Size is 0")]
    [InlineData("New-Network -Kind Perceptron -Size 2,1 -Activation ReLU", "OptionOutOfRange", "Activation is given")]
    [InlineData("New-Network -Kind AutoEncoder -InputSize 3 -CodeSize 0", "OptionOutOfRange", "CodeSize is 0")]
    [InlineData("New-Network -Kind AutoEncoder -InputSize 3 -CodeSize 2 -OutputSize 4", "NetworkShapeMismatch", "output size is 4")]
    [InlineData("New-Network -Kind AutoEncoder -InputSize 3 -CodeSize 2 -Beta 1", "OptionOutOfRange", "Beta is given")]
    [InlineData("New-Network -Kind VariationalAutoEncoder -InputSize 3 -CodeSize 2 -Beta -1", "OptionOutOfRange", "Beta is -1")]
    [InlineData("New-Network -Kind DenoisingAutoEncoder -InputSize 3 -CodeSize 2 -NoiseDeviation -1", "OptionOutOfRange", "NoiseDeviation is -1")]
    [InlineData("New-Network -Kind DenoisingAutoEncoder -InputSize 3 -CodeSize 2 -MaskProbability 2", "OptionOutOfRange", "MaskProbability is 2")]
    [InlineData("New-Network -Kind SparseAutoEncoder -InputSize 3 -CodeSize 2 -Sparsity 0", "OptionOutOfRange", "Sparsity is 0")]
    [InlineData("New-Network -Kind SparseAutoEncoder -InputSize 3 -CodeSize 2 -Sparsity 1", "OptionOutOfRange", "Sparsity is 1")]
    [InlineData("New-Network -Kind SparseAutoEncoder -InputSize 3 -CodeSize 2 -SparsityWeight -1", "OptionOutOfRange", "SparsityWeight is -1")]
    [InlineData("New-Network 3, 'Linear(2)' -AutoEncoder", "NetworkShapeMismatch", "takes 3 number(s) a sample and gives 2")]
    [InlineData("New-Network 3, 'Linear(3)', 'Sample(2)'", "NetworkShapeMismatch", "so 4 number(s)")]
    [InlineData("New-Network 3, 'Linear(3)', 'ReLU', 'Sparse(0.1)'", "NetworkShapeMismatch", "follows ReLU")]
    [InlineData("New-Layer Sparse 2", "OptionOutOfRange", "above 0 and below 1")]
    [InlineData("New-Layer Noise -1", "OptionOutOfRange", "is -1")]
    [InlineData("New-Layer Mask 1", "OptionOutOfRange", "is 1")]
    [InlineData("New-Layer RadialBasis 0", "OptionOutOfRange", "is 0")]
    [InlineData("Invoke-Network (New-Network -Size 1,1) -Sample 2", "OptionOutOfRange", "no Sample layer")]
    [InlineData("Invoke-Network (New-Network 4, 'Sample(2)') -Sample 0", "OptionOutOfRange", "Sample is 0")]
    [InlineData("Invoke-Training (New-Network -Kind RadialBasis -Size 1,9,1) (New-Dataset Linear -Count 5)", "NetworkShapeMismatch", "only 5 different")]
    [InlineData("Invoke-Training (New-Network -Kind AutoEncoder -Size 2,1,2) (New-Dataset Linear -Count 5)", "NetworkShapeMismatch", "takes 2")]
    public void Mistakes_have_an_id_and_a_message_that_names_them(string script, string id, string part)
    {
        var error = _session.Fail(script);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Contains(part, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_larger_than_the_input_gives_a_warning()
    {
        using var shell = _session.Pipeline("New-Network -Kind AutoEncoder -InputSize 2 -CodeSize 3");
        Assert.Single(shell.Invoke());
        Assert.Contains("more than the input's 2", Assert.Single(shell.Streams.Warning).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_kind_is_shown()
    {
        string shown = _session.Shown("New-Network -Kind FeedForward -Size 1,2,1");
        Assert.Matches(@"Kind\s+: FeedForward", shown);
        Assert.DoesNotContain("Kind", _session.Shown("New-Network -Size 1,2,1"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_about_networks_has_a_section_a_kind_with_its_cells_and_an_example()
    {
        string[] sections = File.ReadAllText(Path.Combine(Repository.HelpPages, "about_MLPosh_Networks.md")).Split("\n## ");
        string parameters = File.ReadAllText(Path.Combine(Repository.HelpPages, "New-Network.md"));
        string[] kinds = [.. _session.Run("[MLPosh.NetworkKinds]::Names").Select(name => name.ToString()!)];
        Assert.Equal(11, kinds.Length);
        Assert.All(kinds, kind =>
        {
            string section = Assert.Single(sections, part => part.StartsWith(kind + "\n", StringComparison.Ordinal));
            string cells = _session.Get<string>($"[MLPosh.NetworkKinds]::Cells('{kind}') -join ', '");
            Assert.Contains($"Cells: {cells}.", section, StringComparison.Ordinal);
            Assert.Contains($"New-Network -Kind {kind} ", section, StringComparison.Ordinal);
            Assert.Contains($"`{kind}`", parameters, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Samples_are_predictions_without_a_target_and_their_seed_can_be_read()
    {
        const string Script = """
            $n = New-Network -Kind VariationalAutoEncoder -InputSize 3 -CodeSize 2 -Seed 1
            Invoke-Network $n -Sample 2 -Verbose
            """;
        using var shell = _session.Pipeline(Script);
        var samples = shell.Invoke();
        Assert.Equal([1, 2], samples.Select(sample => (int)sample.Properties["Sample"].Value));
        Assert.All(samples, sample => Assert.Null(sample.Properties["Target"].Value));
        var value = (double[])samples[1].Properties["Value"].Value;
        Assert.Equal(3, value.Length);
        string seed = Assert.Single(shell.Streams.Verbose).Message.Split("the seed ")[1].TrimEnd('.');
        var again = _session.Run($"(Invoke-Network $n -Sample 2 -Seed {seed})[1].Value");
        Assert.Equal(value, again.Select(number => (double)number.BaseObject));
    }

    [Fact]
    public void The_example_of_autoencoders_shows_what_they_are_for()
    {
        var results = _session.Run($"& '{Path.Combine(Repository.Root, "examples", "autoencoders.ps1")}'");
        double[] values = [.. results.Select(result => Convert.ToDouble(
            result.Properties["Value"].Value, CultureInfo.InvariantCulture))];
        Assert.Equal(5, values.Length);
        Assert.InRange(values[1], values[0] + 0.1, 1);
        Assert.InRange(values[2], 0, 0.3);
        Assert.InRange(values[3], 0.8, 1);
        Assert.InRange(values[4], 0.16, 0.24);
    }
}
