using System.Management.Automation;
using MLPosh.Tests.Hosting;

namespace MLPosh.Tests.Module;

public sealed class TrainingTests : IDisposable
{
    private const string Setup = """
        $d = New-Dataset Linear -Count 200 -Slope 2 -Intercept 3 -Seed 1
        $n = New-Network -Size 1,1 -Seed 1

        """;

    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(20);

    private readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Records_arrive_while_the_training_runs_and_Stop_leaves_a_usable_network()
    {
        _session.Run(Setup + "$global:n = $n; $global:d = $d");
        using var shell = _session.Pipeline("Invoke-Training $n $d -Epoch 2000000000 -Every 10000");
        using var output = new PSDataCollection<PSObject>();
        using var arrived = new ManualResetEventSlim();
        output.DataAdded += (_, _) => arrived.Set();
        var running = shell.BeginInvoke<PSObject, PSObject>(null, output);
        Assert.True(arrived.Wait(Generous));
        Assert.False(running.IsCompleted);
        var stop = shell.BeginStop(null, null);
        Assert.True(stop.AsyncWaitHandle.WaitOne(Generous));
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Equal(2, _session.Get<int>("@(Invoke-Training $n $d -Epoch 2).Count"));
        Assert.InRange(_session.Get<double>("(Get-NetworkParameter $n 0.weight).Value[0]"), 1.9, 2.1);
    }

    [Fact]
    public void A_diverged_run_gives_its_records_then_a_non_terminating_error()
    {
        using var shell = _session.Pipeline(Setup + "Invoke-Training $n $d -LearningRate 10; 'after'");
        var results = shell.Invoke();
        var error = Assert.Single(shell.Streams.Error);
        Assert.Equal("TrainingDiverged,MLPosh.Commands.InvokeTrainingCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidResult, error.CategoryInfo.Category);
        Assert.Equal("MLPosh.Network", error.TargetObject.GetType().FullName);
        Assert.Equal("Diverged", results[^2].Properties["StopReason"].Value.ToString());
        Assert.Equal("after", results[^1].ToString());
    }

    [Fact]
    public void Under_ErrorAction_Stop_the_records_are_in_OutVariable() => Assert.Equal("Diverged", _session.Get<string>(Setup + """
        try { $null = Invoke-Training $n $d -LearningRate 10 -ErrorAction Stop -OutVariable seen } catch { }
        "$($seen[-1].StopReason)"
        """));

    // However it was asked for.
    [Theory]
    [InlineData("Invoke-Training $n $d -Verbose")]
    [InlineData("& { $VerbosePreference = 'Continue'; Invoke-Training $n $d }")]
    [InlineData("function Step { [CmdletBinding()] param() Invoke-Training $n $d }; Step -Verbose")]
    public void Verbose_tells_device_and_speed(string call)
    {
        using var shell = _session.Pipeline(Setup + call);
        shell.Invoke();
        string text = Assert.Single(shell.Streams.Verbose).Message;
        Assert.Contains("Cpu (Single precision)", text, StringComparison.Ordinal);
        Assert.Contains("µs an epoch", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Invoke-Training $n $d")]
    [InlineData("& { $VerbosePreference = 'Continue'; Invoke-Training $n $d -Verbose:$false }")]
    public void Without_verbose_nothing_is_told(string call)
    {
        using var shell = _session.Pipeline(Setup + call);
        shell.Invoke();
        Assert.Empty(shell.Streams.Verbose);
    }

    [Fact]
    public void A_long_training_shows_progress_now_and_then_and_completes_it()
    {
        using var shell = _session.Pipeline(Setup + "Invoke-Training $n $d -Epoch 2000000000 -Every 2000000000 -MaxTime 1.2");
        shell.Invoke();
        var progress = shell.Streams.Progress;
        Assert.InRange(progress.Count, 2, 12);
        Assert.All(progress.SkipLast(1), record => Assert.Equal(ProgressRecordType.Processing, record.RecordType));
        Assert.Equal(ProgressRecordType.Completed, progress[^1].RecordType);
    }

    [Fact]
    public void Progress_is_completed_when_a_long_training_is_stopped()
    {
        _session.Run(Setup + "$global:n = $n; $global:d = $d");
        using var shell = _session.Pipeline("Invoke-Training $n $d -Epoch 2000000000 -Every 2000000000");
        using var arrived = new ManualResetEventSlim();
        shell.Streams.Progress.DataAdded += (_, _) => arrived.Set();
        shell.BeginInvoke();
        Assert.True(arrived.Wait(Generous));
        Assert.True(shell.BeginStop(null, null).AsyncWaitHandle.WaitOne(Generous));
        // A stopped pipeline takes no more records; what matters is that nothing is left in use.
        Assert.Equal(1, _session.Get<int>("@(Invoke-Training $n $d -Epoch 1).Count"));
    }

    [Fact]
    public void A_short_training_shows_no_progress()
    {
        using var shell = _session.Pipeline(Setup + "$null = Invoke-Training $n $d -Epoch 1");
        shell.Invoke();
        Assert.Empty(shell.Streams.Progress);
    }

    [Fact]
    public void Two_runspaces_train_two_networks_as_one_would()
    {
        const string Script = """
            $d = New-Dataset Polynomial -Count 3000 -Seed 1
            $n = New-Network -Size 1,10,6,1 -Seed 1
            $e = Invoke-Training $n $d -Epoch 200 -LearningRate 0.0001 -ThreadCount 2
            $e[-1].Loss
            """;
        double alone = _session.Get<double>(Script);
        using var other = new Session();
        using var first = _session.Pipeline(Script);
        using var second = other.Pipeline(Script);
        var a = first.BeginInvoke();
        var b = second.BeginInvoke();
        Assert.Equal(alone, first.EndInvoke(a)[^1].BaseObject);
        Assert.Equal(alone, second.EndInvoke(b)[^1].BaseObject);
    }

    [Fact]
    public void One_network_in_two_runspaces_is_in_use_in_the_second()
    {
        var network = _session.Run("New-Network -Size 1,1 -Seed 1")[0];
        using var other = new Session();
        foreach (var session in new[] { _session, other })
        {
            session.Runspace.SessionStateProxy.SetVariable("n", network);
            session.Run("$global:d = New-Dataset Linear -Count 20 -Seed 1");
        }

        using var shell = _session.Pipeline("Invoke-Training $n $d -Epoch 2000000000 -Every 10000");
        using var output = new PSDataCollection<PSObject>();
        using var arrived = new ManualResetEventSlim();
        output.DataAdded += (_, _) => arrived.Set();
        shell.BeginInvoke<PSObject, PSObject>(null, output);
        Assert.True(arrived.Wait(Generous));
        foreach (string script in new[] { "Invoke-Training $n $d", "Set-NetworkParameter $n 0.bias 1" })
        {
            var error = other.Fail(script);
            Assert.StartsWith("NetworkInUse,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Equal(ErrorCategory.ResourceBusy, error.CategoryInfo.Category);
        }

        // Looking is allowed.
        Assert.Equal(2, other.Get<int>("@(Get-NetworkParameter $n).Count"));
        shell.Stop();
        Assert.Equal(1, other.Get<int>("@(Invoke-Training $n $d -Epoch 1).Count"));
    }
}
