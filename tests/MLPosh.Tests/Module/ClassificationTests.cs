using MLPosh.Tests.Hosting;

namespace MLPosh.Tests.Module;

/// <summary>Classes from the data to the prediction, as a user would go.</summary>
public sealed class ClassificationTests : IDisposable
{
    private readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Classes_are_learned_with_the_default_loss()
    {
        _session.Run("""
            $global:d = New-Dataset -X -3,-2,-1,1,2,3,5,6,7 -Y a,a,a,b,b,b,c,c,c
            $global:n = New-Network -Size 1,8,3 -Activation Tanh -Seed 1
            $global:e = Invoke-Training $n $d -LearningRate 0.3 -Epoch 500
            """);
        Assert.True(_session.Get<bool>("$e[-1].Accuracy -eq 1 -and $e[0].Accuracy -lt 1"));
        Assert.Equal("CrossEntropy", _session.Get<string>("(Measure-Network $n $d).LossName"));
        Assert.Equal("a c", _session.Get<string>("\"$((Invoke-Network $n $d | ForEach-Object Class)[0, -1])\""));
        Assert.True(_session.Get<bool>("$p = (Invoke-Network $n $d).Probability; $p.Count -eq 9 -and -not ($p -lt 0.5)"));
    }

    [Theory]
    [InlineData("Linear(1)", "")]
    [InlineData("Linear(1)", "-Loss Hinge")]
    [InlineData("Linear(1)", "-Loss SquaredHinge")]
    [InlineData("Linear(1)', 'Step", "-Loss Perceptron")]
    [InlineData("Linear(1)", "-Loss Perceptron")]
    [InlineData("Linear(2)", "-Loss Perceptron")]
    [InlineData("Linear(2)", "-Loss Hinge")]
    [InlineData("Linear(2)', 'LogSoftmax", "")]
    public void Two_classes_take_one_output_or_two(string layers, string loss)
    {
        _session.Run($"$global:d = New-Dataset -X -3,-2,-1,1,2,3 -Y no,no,no,yes,yes,yes; $global:n = New-Network 1, '{layers}' -Seed 2");
        Assert.True(_session.Get<bool>($"(Invoke-Training $n $d -LearningRate 0.1 -Epoch 200 {loss})[-1].Accuracy -eq 1"));
        Assert.True(_session.Get<bool>($"(Measure-Network $n $d {loss}).Accuracy -eq 1"));
        Assert.Equal("no yes", _session.Get<string>("\"$((Invoke-Network $n $d).Class[0, -1])\""));
    }

    [Fact]
    public void A_softmax_before_cross_entropy_is_warned_of()
    {
        using var shell = _session.Pipeline(
            "Invoke-Training (New-Network 1, 'Linear(2)', 'Softmax' -Seed 1) (New-Dataset -X 1,2 -Y a,b) -Epoch 1");
        shell.Invoke();
        Assert.Contains("leave the layer out", Assert.Single(shell.Streams.Warning).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_gradient_by_the_data_has_its_shape() => Assert.Equal("input 2x3 6", _session.Get<string>("""
        $g = Get-Gradient (New-Network -Size 3,1 -Seed 1) (New-Dataset -X (1,2,3),(4,5,6) -Y 1,2) -Input
        "$($g.Name) $($g.Shape -join 'x') $($g.Value.Count)"
        """));
}
