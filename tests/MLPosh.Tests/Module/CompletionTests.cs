using MLPosh.Tests.Hosting;

namespace MLPosh.Tests.Module;

public sealed class CompletionTests : IDisposable
{
    private readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("New-Dataset -Kind ", "Linear")]
    [InlineData("New-Dataset Po", "Polynomial")]
    [InlineData("New-Dataset Th", "ThreeModes")]
    [InlineData("New-Dataset Sequence -Task P", "Parity")]
    [InlineData("Import-Dataset a.csv -Target y -Missing D", "Drop")]
    [InlineData("New-Layer Si", "Sigmoid")]
    [InlineData("New-Network -Size 1,1 -Activation T", "Tanh")]
    [InlineData("New-Network 1, Lin", "'Linear(10)'")]
    [InlineData("New-Network -Kind Var", "VariationalAutoEncoder")]
    [InlineData("New-Network -Kind SparseAutoEncoder -SparsityPenalty L", "L1")]
    [InlineData("Invoke-Training $n $d -Loss ", "L1")]
    [InlineData("Invoke-Training $n $d -Optimizer ", "SGD")]
    [InlineData("Invoke-Training $n $d -Optimizer A", "AdamW")]
    [InlineData("Invoke-Training $n $d -Schedule O", "OneCycle")]
    [InlineData("New-Optimizer N", "NAdam")]
    [InlineData("New-Optimizer LBFGS -LineSearch S", "StrongWolfe")]
    [InlineData("New-Schedule C", "Cosine")]
    [InlineData("Get-Optimizer L", "LBFGS")]
    [InlineData("Get-Schedule R", "ReduceOnPlateau")]
    [InlineData("Invoke-Training $n $d -Device R", "Reference")]
    [InlineData("Invoke-Training $n $d -Precision D", "Double")]
    [InlineData("Invoke-Training $n $d -Method N", "NormalEquation")]
    [InlineData("Find-LearningRate $n $d -Optimizer R", "RMSProp")]
    [InlineData("Find-LearningRate $n $d -Loss H", "Huber")]
    [InlineData("New-SearchSpace L", "LogUniform")]
    [InlineData("Invoke-Sweep $n $d -Strategy S", "Sobol")]
    [InlineData("Invoke-Sweep $n $d -Parameter Lea", "@{ LearningRate = 0.1, 0.01, 0.001 }")]
    [InlineData("Measure-Network $n $d -Loss M", "MSE")]
    [InlineData("Get-Gradient $n $d -Loss M", "MSE")]
    [InlineData("Test-Gradient $n $d -Device C", "Cpu")]
    [InlineData("Invoke-Network $n $d -Device C", "Cpu")]
    [InlineData("Get-Activation GE", "GELU")]
    [InlineData("Get-Loss Cr", "CrossEntropy")]
    [InlineData("Get-ComputeDevice ", "Cpu")]
    [InlineData("Get-NetworkParameter $n ", "0.weight")]
    [InlineData("Get-NetworkParameter -Network $n -Name 0.b", "0.bias")]
    [InlineData("Set-NetworkParameter $n 0.", "0.bias")]
    public void Tab_completes_names(string line, string expected)
    {
        _session.Run("$global:n = New-Network -Size 1,1 -Seed 1; $global:d = New-Dataset Linear -Count 3");
        Assert.Contains(expected, _session.Completions(line));
    }
}
