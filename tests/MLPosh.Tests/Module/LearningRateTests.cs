using System.Management.Automation;
using MLPosh.Tests.Hosting;

namespace MLPosh.Tests.Module;

/// <summary>Find-LearningRate, where there is no pwsh to run its Pester tests.</summary>
public sealed class LearningRateTests : IDisposable
{
    private const string Things =
        "$global:n = New-Network -Size 1,5,1 -Activation Tanh -Seed 1; $global:d = New-Dataset Linear -Count 50 -Range -1,1 -Noise 0.1 -Seed 1;";

    private readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("-Minimum 0", "OptionOutOfRange", "Minimum is 0")]
    [InlineData("-Minimum 1 -Maximum 0.5", "OptionOutOfRange", "above Minimum, 1")]
    [InlineData("-Maximum NaN", "OptionOutOfRange", "Maximum is NaN")]
    [InlineData("-Step 0", "OptionOutOfRange", "Step is 0")]
    [InlineData("-BatchSize 51", "OptionOutOfRange", "at most 50")]
    [InlineData("-GradientClip 0", "OptionOutOfRange", "GradientClip is 0")]
    [InlineData("-Optimizer Foo", "OptimizerNotRecognized", "SGD")]
    [InlineData("-Optimizer Adam -Momentum 0.5", "OptionOutOfRange", "Momentum")]
    [InlineData("-Loss CrossEntropy", "LossMismatch", "Losses that fit")]
    [InlineData("-Loss Foo", "LossNotRecognized", "L1, MSE")]
    public void Bad_input_has_an_error_of_its_own(string arguments, string id, string part)
    {
        _session.Run(Things);
        var error = _session.Fail($"Find-LearningRate $n $d {arguments}");
        Assert.Equal($"{id},MLPosh.Commands.FindLearningRateCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Contains(part, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_object_binds_to_a_training() => Assert.True(_session.Get<bool>(Things + """
        $found = Find-LearningRate $n $d -Optimizer RMSProp -Momentum 0.5 -BatchSize 10 -Shuffle -Seed 3 -Loss L1 -GradientClip 2
        $piped = $found | Invoke-Training (Copy-Network $n) $d -Epoch 5
        $named = Invoke-Training (Copy-Network $n) $d -Optimizer RMSProp -Momentum 0.5 -BatchSize 10 -Shuffle -Seed 3 -Loss L1 -GradientClip 2 -LearningRate $found.Suggestion -Epoch 5
        "$($piped.Loss)" -eq "$($named.Loss)" -and $piped[4].LearningRate -eq $found.Suggestion -and $found.LearningRate -eq $found.Suggestion
        """));

    [Fact]
    public void Full_batches_bind_too() => Assert.True(_session.Get<bool>(Things + """
        $found = $d | Find-LearningRate $n
        $piped = $found | Invoke-Training (Copy-Network $n) $d -Epoch 5
        "$($piped.Loss)" -eq "$((Invoke-Training (Copy-Network $n) $d -LearningRate $found.Suggestion -Epoch 5).Loss)"
        """));

    [Fact]
    public void No_clear_descent_is_a_warning_and_a_number()
    {
        _session.Run(Things);
        using var shell = _session.Pipeline("Find-LearningRate $n $d -Step 1");
        var found = shell.Invoke().Single();
        Assert.Contains("did not clearly fall", Assert.Single(shell.Streams.Warning).Message, StringComparison.Ordinal);
        Assert.Equal(0.01, found.Properties["Suggestion"].Value);
        Assert.Equal(false, found.Properties["IsClear"].Value);
        Assert.Single((Array)found.Properties["Curve"].Value);
    }

    [Fact]
    public void Ctrl_C_stops_it_and_the_network_is_as_it_was()
    {
        _session.Run(Things);
        string before = _session.Get<string>("\"$((Get-NetworkParameter $n).Value)\"");
        using var shell = _session.Pipeline("Find-LearningRate $n $d -Maximum 1e-5 -Step 2000000000");
        using var arrived = new ManualResetEventSlim();
        shell.Streams.Progress.DataAdded += (_, _) => arrived.Set();
        var running = shell.BeginInvoke();
        Assert.True(arrived.Wait(TimeSpan.FromSeconds(30)));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        shell.Stop();
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.True(running.IsCompleted);
        Assert.Equal(before, _session.Get<string>("\"$((Get-NetworkParameter $n).Value)\""));
        Assert.Equal("Learning rate range test", shell.Streams.Progress[0].Activity);
    }
}
