using System.Management.Automation;
using MLPosh.Tests.Hosting;

namespace MLPosh.Tests.Module;

/// <summary>Get- and New-Optimizer, Get- and New-Schedule, and what Invoke-Training makes of them.</summary>
public sealed class OptimizerTests : IDisposable
{
    private readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Get-Optimizer Foo", "OptimizerNotRecognized", "SGD, Adagrad, RMSProp, Adam, AdamW, NAdam, LBFGS")]
    [InlineData("New-Optimizer Foo", "OptimizerNotRecognized", "SGD, Adagrad")]
    [InlineData("New-Optimizer SGD -AmsGrad", "OptionOutOfRange", "SGD has no setting AmsGrad. It has: LearningRate, WeightDecay, Momentum, Nesterov.")]
    [InlineData("New-Optimizer Adam -Beta 0.9,1", "OptionOutOfRange", "Beta is 0.9, 1")]
    [InlineData("New-Optimizer SGD -Nesterov", "OptionOutOfRange", "Momentum is 0")]
    [InlineData("New-Optimizer LBFGS -HistorySize 0", "OptionOutOfRange", "HistorySize is 0")]
    [InlineData("Get-Schedule Foo", "ScheduleNotRecognized", "Constant, Step, Exponential, Cosine, OneCycle, ReduceOnPlateau")]
    [InlineData("New-Schedule Foo", "ScheduleNotRecognized", "Constant, Step")]
    [InlineData("New-Schedule Step -Cooldown 3", "OptionOutOfRange", "Step has no setting Cooldown")]
    [InlineData("New-Schedule Step -Gamma 2", "OptionOutOfRange", "Gamma is 2")]
    [InlineData("Invoke-Training $n $d -Schedule Foo", "ScheduleNotRecognized", "Constant, Step")]
    [InlineData("Invoke-Training $n $d -Epoch 5 -Schedule (New-Schedule Cosine -MaxEpoch 6)", "OptionOutOfRange", "at most 5")]
    [InlineData("Invoke-Training $n $d -Epoch 5 -Schedule (New-Schedule Step -WarmupEpoch 5)", "OptionOutOfRange", "WarmupEpoch is 5")]
    [InlineData("Invoke-Training $n $d -GradientClip 0", "OptionOutOfRange", "GradientClip is 0")]
    [InlineData("Invoke-Training $n $d -Optimizer LBFGS -Momentum 0.5", "OptionOutOfRange", "LBFGS has no setting Momentum")]
    [InlineData("Invoke-Training $n $d -Optimizer (New-Optimizer Adam) -WeightDecay 0.5", "OptionOutOfRange", "the Adam object has its own")]
    public void Bad_input_has_an_error_of_its_own(string script, string id, string part)
    {
        _session.Run("$global:n = New-Network -Size 1,1 -Seed 1; $global:d = New-Dataset Linear -Count 20 -Seed 1");
        var error = _session.Fail(script);
        Assert.StartsWith($"{id},MLPosh.Commands.", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Contains(part, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_and_objects_do_the_same() => Assert.True(_session.Get<bool>("""
        $d = New-Dataset Linear -Count 20 -Seed 1
        $runs = foreach ($options in @{ Optimizer = 'adam'; Schedule = 'cosine' }, @{ Optimizer = Get-Optimizer Adam; Schedule = New-Schedule Cosine }) {
            "$((Invoke-Training (New-Network -Size 1,1 -Seed 1) $d -LearningRate 0.1 -Epoch 5 @options).Loss)"
        }
        $runs[0] -eq $runs[1]
        """));

    [Fact]
    public void Every_setting_reaches_the_object() => Assert.Equal(
        "SGD: LearningRate 0.5, WeightDecay 0.1, Momentum 0.9, Nesterov True|"
            + "NAdam: LearningRate 0.002, WeightDecay 0, Beta 0.5/0.6, Epsilon 0.1, MomentumDecay 0.2|"
            + "ReduceOnPlateau: WarmupEpoch 2, WarmupFactor 0.5, Factor 0.5, Patience 3, Threshold 0.01, Cooldown 1, MinLearningRate 0.001",
        _session.Get<string>("""
            @(
                New-Optimizer SGD -LearningRate 0.5 -WeightDecay 0.1 -Momentum 0.9 -Nesterov
                New-Optimizer nadam -Beta '0.5','0.6' -Epsilon 0.1 -MomentumDecay 0.2 -Verbose
                New-Schedule ReduceOnPlateau -Factor 0.5 -Patience 3 -Threshold 0.01 -Cooldown 1 -MinLearningRate 0.001 -WarmupEpoch 2 -WarmupFactor 0.5
            ) -join '|'
            """));

    [Fact]
    public void One_optimizer_object_trains_two_networks_alike() => Assert.True(_session.Get<bool>("""
        $d = New-Dataset Linear -Count 20 -Seed 1
        $adam = New-Optimizer Adam -LearningRate 0.1
        $runs = foreach ($i in 1, 2) { "$((Invoke-Training (New-Network -Size 1,1 -Seed 1) $d -Optimizer $adam -Epoch 5).Loss)" }
        $runs[0] -eq $runs[1]
        """));
}
