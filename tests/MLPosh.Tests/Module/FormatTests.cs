using System.Management.Automation;
using MLPosh.Tests.Hosting;

namespace MLPosh.Tests.Module;

public sealed class FormatTests : IDisposable
{
    private const string Setup = """
        $d = New-Dataset Linear -Count 20 -Slope 2 -Seed 1
        $n = New-Network -Size 1,1 -Seed 1
        Set-NetworkParameter $n 0.weight 1.23456789
        Set-NetworkParameter $n 0.bias 0

        """;

    private readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Find-LearningRate $n $d -Loss L1", "Suggestion IsClear Steps Loss Optimizer BatchSize Elapsed", "L1 SGD 20")]
    [InlineData("(Find-LearningRate $n $d).Curve[0]", "LearningRate Loss SmoothedLoss", "1E-06")]
    [InlineData("New-SearchSpace LogUniform -Minimum 1e-4 -Maximum 1", "SearchSpace", "LogUniform(0.0001, 1)")]
    [InlineData("New-SearchSpace Choice -Value 16,32", "SearchSpace", "Choice(16, 32)")]
    [InlineData("Get-NetworkParameter $n 0.weight", "Name Shape ElementCount Value", "0.weight 1x1 1 1.23457")]
    [InlineData("Invoke-Network $n -X 1", "Sample Value Target Class Probability", "1 1.23457")]
    [InlineData("$n", "Input : 1", "Layer : Linear(1)")]
    [InlineData("$d", "Count : 20", "Feature : x")]
    [InlineData("New-Layer Linear 3", "Layer", "Linear(3)")]
    [InlineData("New-Layer ReLU", "Layer", "ReLU")]
    [InlineData("Split-Dataset $d -Fold 2 -Seed 1", "Fold Train Test", "1 10 10")]
    [InlineData("Invoke-Training $n $d -Epoch 1", "Epoch Loss ValidationLoss Accuracy BestLoss Elapsed StopReason", "Completed")]
    [InlineData("Measure-Network $n $d", "Count : 20", "RSquared : 0.")]
    [InlineData("Get-Gradient $n $d", "Name Shape Norm Value", "0.weight 1x1")]
    [InlineData("Test-Gradient $n $d -Detailed", "Name Shape RelativeError AbsoluteError Passed", "True")]
    [InlineData("Get-ComputeDevice", "Name Precisions ThreadCount MemorySize Description", "Cpu Single, Double")]
    [InlineData("Get-Activation ReLU", "Activation Equation Range UsedIn", "ReLU max(0, z) [0, inf)")]
    [InlineData("Get-Loss L1", "Loss Equation Targets", "L1 |p - t| numbers")]
    [InlineData("Get-Activation Sigmoid -At 0", "At Value Derivative", "0 0.5 0.25")]
    [InlineData("Get-Loss MSE -At 2 -Target 1", "At Target Value Derivative", "2 1 1 2")]
    [InlineData("[MLPosh.SGD]::new(0.5, 0, 0)", "Optimizer Setting Equation", "SGD LearningRate 0.5")]
    [InlineData("Get-Optimizer", "Optimizer Setting Equation", "Adam LearningRate 0.001")]
    [InlineData("Get-Schedule", "Schedule Setting Equation", "Cosine WarmupEpoch 0")]
    [InlineData("New-Schedule Step -StepSize 3", "Schedule Setting Equation", "StepSize 3")]
    public void Each_output_has_a_view(string script, string header, string row)
    {
        string shown = string.Join('\n', _session.Shown(Setup + script).Split('\n')
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
        Assert.Contains(header, shown, StringComparison.Ordinal);
        Assert.Contains(row, shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_output_type_of_every_cmdlet_has_a_view()
    {
        string views = File.ReadAllText(Path.Combine(Repository.Module, "MLPosh.Format.ps1xml"));
        var types = _session.Run("Get-Command -Module MLPosh").SelectMany(
            command => ((CmdletInfo)command.BaseObject).OutputType).Select(type => type.Name).Distinct();
        Assert.All(types.Where(type => type != "System.Boolean"), type =>
            Assert.Contains($"<TypeName>{type}</TypeName>", views, StringComparison.Ordinal));
    }

    [Fact]
    public void The_epoch_table_fits_eighty_columns()
    {
        string shown = _session.Shown(Setup + "Invoke-Training $n $d -Validation $d -Epoch 3", width: 80);
        Assert.Contains("StopReason", shown, StringComparison.Ordinal);
        Assert.Contains("Completed", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Number(1234567.0)", "1.23457E+06")]
    [InlineData("Number($null)", "")]
    [InlineData("Values([double[]](1,2))", "1, 2")]
    [InlineData("Values([double[]](1..7))", "1, 2, 3, 4, 5 … (7)")]
    [InlineData("Values('cat')", "cat")]
    [InlineData("Shape([int[]](2,3))", "2x3")]
    [InlineData("Duration([TimeSpan]::FromMilliseconds(12.34))", "12.3 ms")]
    [InlineData("Duration([TimeSpan]::FromSeconds(12.34))", "12.34 s")]
    [InlineData("Duration([TimeSpan]::FromSeconds(3661))", "1:01:01")]
    [InlineData("Names([string[]]('a','b'))", "a, b")]
    public void Values_are_shown_shortly(string call, string expected) =>
        Assert.Equal(expected, _session.Get<string>($"[MLPosh.Display]::{call}"));
}
