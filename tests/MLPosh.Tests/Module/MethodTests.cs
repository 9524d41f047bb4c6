using System.Management.Automation;
using MLPosh.Tests.Hosting;

namespace MLPosh.Tests.Module;

public sealed class MethodTests : IDisposable
{
    private const string Setup = """
        $d = New-Dataset Linear -Count 200 -Slope 2,-1 -Intercept 3 -Seed 1
        $n = New-Network -Size 2,1 -Seed 1

        """;

    private readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("-Method NormalEquation -Regularization -1", "OptionOutOfRange", "Regularization is -1")]
    [InlineData("-Method NormalEquation -Regularization NaN", "OptionOutOfRange", "Regularization is NaN")]
    [InlineData("-Regularization 1", "OptionOutOfRange", "WeightDecay")]
    [InlineData("-Method RandomSearch -Regularization 1", "OptionOutOfRange", "Regularization")]
    [InlineData("-Method NormalEquation -LearningRate 0.01", "OptionOutOfRange", "LearningRate is given")]
    [InlineData("-Method NormalEquation -Epoch 100", "OptionOutOfRange", "Epoch is given")]
    [InlineData("-Method NormalEquation -Optimizer SGD", "OptionOutOfRange", "Optimizer is given")]
    [InlineData("-Method NormalEquation -Momentum 0", "OptionOutOfRange", "Momentum is given")]
    [InlineData("-Method NormalEquation -WeightDecay 0", "OptionOutOfRange", "has Regularization")]
    [InlineData("-Method NormalEquation -BatchSize 10", "OptionOutOfRange", "BatchSize is given")]
    [InlineData("-Method NormalEquation -Shuffle", "OptionOutOfRange", "Shuffle is given")]
    [InlineData("-Method NormalEquation -Patience 3", "OptionOutOfRange", "Patience is given")]
    [InlineData("-Method NormalEquation -MaxTime 3", "OptionOutOfRange", "MaxTime is given")]
    [InlineData("-Method NormalEquation -Device Reference", "OptionOutOfRange", "must be Cpu")]
    [InlineData("-Method NormalEquation -Loss L1", "LossMismatch", "MSE")]
    [InlineData("-Method RandomSearch -BatchSize 10", "OptionOutOfRange", "BatchSize is given")]
    [InlineData("-Method RandomSearch -Momentum 0.9", "OptionOutOfRange", "Momentum is given")]
    [InlineData("-Method RandomSearch -Optimizer SGD", "OptionOutOfRange", "Optimizer is given")]
    [InlineData("-Method RandomSearch -LearningRate 0", "OptionOutOfRange", "LearningRate is 0")]
    public void What_a_method_has_no_use_for_is_refused(string options, string id, string part)
    {
        var error = _session.Fail($"{Setup} Invoke-Training $n $d {options}");
        Assert.StartsWith($"{id},", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Contains(part, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_singular_design_names_the_feature_and_changes_nothing()
    {
        _session.Run("$global:d = New-Dataset -X (1,2),(2,4),(3,6),(5,10) -Y 1,2,3,4 -Feature metres, double; $global:n = New-Network -Size 2,1 -Seed 1");
        string before = _session.Get<string>("\"$((Get-NetworkParameter $n).Value)\"");
        var error = _session.Fail("Invoke-Training $n $d -Method NormalEquation");
        Assert.Equal("DesignSingular,MLPosh.Commands.InvokeTrainingCommand", error.FullyQualifiedErrorId);
        Assert.Equal((ErrorCategory.InvalidData, (object)"double"), (error.CategoryInfo.Category, error.TargetObject));
        Assert.Contains("-Regularization", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, _session.Get<string>("\"$((Get-NetworkParameter $n).Value)\""));
    }

    [Fact]
    public void The_normal_equation_finds_the_plane_in_one_record() => Assert.Equal("1 Completed True 2.000 -1.000 3.000", _session.Get<string>(Setup + """
        $e = @(Invoke-Training $n $d -Method NormalEquation)
        $p = (Get-NetworkParameter $n).Value | ForEach-Object { $_.ToString('F3', [cultureinfo]::InvariantCulture) }
        "$($e.Count) $($e[0].StopReason) $($null -eq $e[0].LearningRate) $p"
        """));

    [Fact]
    public void Common_parameters_and_a_piped_dataset_belong_to_every_method()
    {
        using var shell = _session.Pipeline(
            Setup + "$d | Invoke-Training $n -Method NormalEquation -Verbose -ErrorAction Stop -OutVariable seen");
        Assert.Single(shell.Invoke());
        Assert.Contains("Double precision", Assert.Single(shell.Streams.Verbose).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_search_takes_its_deviation_from_the_learning_rate() => Assert.Equal("0.5 0.1 True", _session.Get<string>(Setup + """
        $a = Invoke-Training $n $d -Method randomsearch -LearningRate 0.5 -Epoch 100 -Every 100 -Seed 1
        $b = Invoke-Training $n $d -Method RandomSearch -Epoch 1
        [string]::Format([cultureinfo]::InvariantCulture, '{0} {1} {2}', $a[0].LearningRate, $b.LearningRate, $a[-1].Loss -lt $a[0].Loss)
        """));

    [Fact]
    public void A_diverged_solution_gives_advice_that_fits()
    {
        var error = _session.Fail("Invoke-Training (New-Network -Size 1,1) (New-Dataset -X 1,2,3 -Y 1e200,0,2e200) -Method NormalEquation");
        Assert.StartsWith("TrainingDiverged,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain("learning rate", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_solution_can_be_stopped()
    {
        _session.Run("$global:d = New-Dataset Linear -Slope (1..1500) -Count 6000 -Seed 1; $global:n = New-Network -Size 1500,1 -Seed 1");
        using var shell = _session.Pipeline("while ($true) { $null = Invoke-Training $n $d -Method NormalEquation }");
        shell.BeginInvoke();
        Thread.Sleep(100);
        Assert.True(shell.BeginStop(null, null).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(5)));
        Assert.Equal(2, _session.Get<int>("@(Invoke-Training $n $d -Epoch 2 -LearningRate 1e-9).Count"));
    }
}
