using System.Management.Automation;
using MLPosh.Tests.Hosting;

namespace MLPosh.Tests.Module;

/// <summary>Invoke-Sweep, where there is no pwsh to run its Pester tests.</summary>
public sealed class SweepTests : IDisposable
{
    private const string Things =
        "$global:n = New-Network -Size 1,3,1 -Seed 1; $global:d = New-Dataset Linear -Count 20 -Range -1,1 -Noise 0.1 -Seed 1;";

    private readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("@{ LearnigRate = 0.1 }", "SweepParameterNotRecognized", "Did you mean LearningRate?")]
    [InlineData("@{ Every = 1 }", "SweepParameterNotRecognized", "There are: BatchSize")]
    [InlineData("@{ LearningRate = @() }", "OptionOutOfRange", "LearningRate is an empty list")]
    [InlineData("@{ LearningRate = 'Uniform(1, 0)' }", "OptionOutOfRange", "Uniform(1, 0)")]
    [InlineData("@{ LearningRate = 'Uniform(0.1, 1)' }", "OptionOutOfRange", "-Strategy Random")]
    [InlineData("@{ BatchSize = 'Integer(0, 5)' } -Strategy Random -Count 2", "OptionOutOfRange", "BatchSize is 0")]
    [InlineData("@{ Activation = 'ReLU', 'Foo' }", "ActivationNotRecognized", "Foo")]
    [InlineData("@{ Kind = 'Foo' }", "NetworkKindNotRecognized", "Foo")]
    [InlineData("@{ Seed = 1..2000; Epoch = 1..2000 }", "OptionOutOfRange", "4,000,000")]
    [InlineData("@{ LearningRate = 0.1 } -Strategy Sobol", "OptionOutOfRange", "Count is missing")]
    [InlineData("@{ LearningRate = 0.1 } -Fold 1", "OptionOutOfRange", "Fold is 1")]
    [InlineData("@{ LearningRate = 0.1 } -Strategy Halving -MinEpoch 0", "OptionOutOfRange", "MinEpoch is 0")]
    [InlineData("@{ LearningRate = 0.1 } -MinEpoch 2", "OptionOutOfRange", "MinEpoch is given")]
    public void Bad_input_has_an_error_of_its_own(string parameter, string id, string part)
    {
        _session.Run(Things);
        var error = _session.Fail($"Invoke-Sweep $n $d -Parameter {parameter}");
        Assert.Equal($"{id},MLPosh.Commands.InvokeSweepCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Contains(part, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_is_not_there_is_one_error_and_not_one_a_trial()
    {
        _session.Run(Things);
        var error = _session.Fail("Invoke-Sweep $n $d -Parameter @{ LearningRate = 0.1, 0.2 } -Device Cuda:99");
        Assert.Equal("DeviceNotAvailable,MLPosh.Commands.InvokeSweepCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.ResourceUnavailable, error.CategoryInfo.Category);
        Assert.Contains("Available: Cpu, Reference", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trial_that_fails_is_an_error_that_does_not_end_the_sweep()
    {
        _session.Run(Things);
        using var shell = _session.Pipeline("Invoke-Sweep $n $d -Parameter @{ BatchSize = 5, 500, 10 }");
        var trials = shell.Invoke();
        Assert.Equal(3, trials.Count);
        var error = Assert.Single(shell.Streams.Error);
        Assert.Equal("TrialFailed,MLPosh.Commands.InvokeSweepCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidResult, error.CategoryInfo.Category);
        Assert.Contains("Trial 2 (BatchSize=500", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("Failed", trials[1].Properties["State"].Value.ToString());
        Assert.Contains("at most 20", (string)trials[1].Properties["Error"].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Invoke_Training_repeats_a_trial_to_the_bit() => Assert.True(_session.Get<bool>(Things + """
        $trials = Invoke-Sweep $n $d -Parameter @{ LearningRate = 0.1, 0.3; Momentum = 0, 0.9; BatchSize = 7; Shuffle = $true; Seed = 4 }
        $same = $trials | ForEach-Object { ($_ | Invoke-Training (New-Network -Size 1,3,1 -Seed 4) $d)[-1].Loss -eq $_.FinalLoss }
        $trials.Count -eq 4 -and $same -notcontains $false
        """));

    [Fact]
    public void A_method_that_solves_can_be_swept_and_repeated() => Assert.True(_session.Get<bool>(Things + """
        $line = New-Network -Size 1,1 -Seed 1
        $trials = Invoke-Sweep $line $d -Parameter @{ Method = 'NormalEquation'; Regularization = 0.1, 1 }
        ($trials[1] | Invoke-Training $line $d)[-1].Loss -eq $trials[1].FinalLoss -and $trials[0].FinalLoss -lt $trials[1].FinalLoss
        """));

    [Fact]
    public void WhatIf_lists_the_trials_and_trains_none()
    {
        _session.Run(Things);
        Assert.Empty(_session.Run("Invoke-Sweep $n $d -Parameter @{ Epoch = 100000000, 100000001 } -WhatIf"));
    }

    [Fact]
    public void Ctrl_C_stops_a_sweep()
    {
        _session.Run(Things);
        using var shell = _session.Pipeline("Invoke-Sweep $n $d -Parameter @{ Epoch = @(100000000) * 10 }");
        var running = shell.BeginInvoke();
        Thread.Sleep(200);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        shell.Stop();
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.True(running.IsCompleted);
        Assert.Equal(3, _session.Run("Invoke-Sweep $n $d -Parameter @{ Epoch = 1, 2, 3 }").Count);
    }
}
