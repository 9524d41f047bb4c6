using System.Management.Automation;
using MLPosh.Tests.Hosting;
using MLPosh.Tests.Shell;

namespace MLPosh.Tests.Module;

/// <summary>Invoke-Sweep -Cluster without a cluster: what is refused, and what -WhatIf shows.</summary>
public sealed class ClusterTests : IDisposable
{
    private const string Things =
        "$global:n = New-Network -Size 1,3,1 -Seed 1; $global:d = New-Dataset Linear -Count 20 -Range -1,1 -Noise 0.1 -Seed 1;";

    private readonly Session _session = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("-Cluster Slurm", "OptionOutOfRange", "left out without -Path")]
    [InlineData("-ClusterOption @{ time = 5 }", "OptionOutOfRange", "left out without -Cluster")]
    [InlineData("-Cluster PBS -Path $p", "ClusterNotRecognized", "Known: Slurm")]
    [InlineData("-Cluster Slurm -Path $p -ClusterOption @{ array = 'many' }", "OptionOutOfRange", "option array is 'many'")]
    [InlineData("-Cluster Slurm -Path $p -ClusterOption @{ '-p' = 'main' }", "OptionOutOfRange", "without its dashes")]
    [InlineData("-Cluster Slurm -Path $p -ClusterOption @{ output = 'x' }", "OptionOutOfRange", "'output'")]
    [InlineData("-Cluster Slurm -Path $p -ThrottleLimit 0", "OptionOutOfRange", "ThrottleLimit is 0")]
    public void Bad_input_has_an_error_of_its_own_and_makes_no_store(string arguments, string id, string part)
    {
        string store = Path.Combine(_folder.Location, "store");
        _session.Run($"{Things} $global:p = '{store}'");
        var error = _session.Fail($"Invoke-Sweep $n $d -Parameter @{{ LearningRate = 0.1 }} {arguments}");
        Assert.Equal($"{id},MLPosh.Commands.InvokeSweepCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Contains(part, error.Exception.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(store));
    }

    [Fact]
    public void A_store_that_cannot_be_made_is_an_error()
    {
        string file = _folder.Write("file", "");
        _session.Run(Things);
        var error = _session.Fail($"Invoke-Sweep $n $d -Parameter @{{ LearningRate = 0.1 }} -Cluster Slurm -Path '{file}/store'");
        Assert.Equal("FileNotWritable,MLPosh.Commands.InvokeSweepCommand", error.FullyQualifiedErrorId);
    }

    [Fact]
    public void WhatIf_shows_the_batch_script()
    {
        string shown = _session.Shown(
            Things + $"Invoke-Sweep $n $d -Parameter @{{ LearningRate = 0.1, 0.2, 0.3 }} -Cluster Slurm -Path '{_folder.Location}/it''s' -ClusterOption @{{ partition = 'short' }} -WhatIf");
        Assert.Contains("Submitting 3 trials to Slurm:", shown, StringComparison.Ordinal);
        Assert.Contains("#SBATCH --array=1-3\n", shown, StringComparison.Ordinal);
        Assert.Contains("#SBATCH --partition=short\n", shown, StringComparison.Ordinal);
        Assert.Contains("/out/Shell/mlposh -Command '[MLPosh.SweepWorker]::Run(", shown, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Location));
    }

    [Fact]
    public void WhatIf_shows_what_a_store_leaves()
    {
        string sweep = Things + $"Invoke-Sweep $n $d -Parameter @{{ BatchSize = 5, 10, 100; Epoch = 1 }} -Path '{_folder.Location}/store' -ErrorAction Ignore";
        _session.Run(sweep);
        Assert.Equal("", _session.Shown(sweep + " -WhatIf"));
        Assert.Equal("", _session.Shown(sweep + " -WhatIf -Cluster Slurm"));
        string failed = _session.Shown(sweep + " -WhatIf -RetryFailed");
        Assert.Contains("Trial 3:", failed, StringComparison.Ordinal);
        Assert.DoesNotContain("Trial 1", failed, StringComparison.Ordinal);
        Assert.Contains("Submitting 1 trials to Slurm:", _session.Shown(sweep + " -WhatIf -RetryFailed -Cluster Slurm"), StringComparison.Ordinal);
        Assert.Equal(1, _session.Get<int>($"@(Get-SweepTrial '{_folder.Location}/store' -State Failed).Count"));
        var error = _session.Fail(sweep.Replace("Epoch = 1", "Epoch = 2", StringComparison.Ordinal) + " -WhatIf");
        Assert.Equal("SweepMismatch,MLPosh.Commands.InvokeSweepCommand", error.FullyQualifiedErrorId);
    }

    [Fact]
    public void Tab_completes_the_cluster() => Assert.Contains("Slurm", _session.Completions("Invoke-Sweep -Cluster S"));

    [SkippableFact]
    public async Task Without_sbatch_the_error_says_where_a_cluster_can_be_used()
    {
        Skip.If(OperatingSystem.IsWindows(), "There is no Slurm for Windows.");
        var start = ShellProcess.Start(
            "-Command",
            Things + $"Invoke-Sweep $n $d -Parameter @{{ LearningRate = 0.1 }} -Cluster Slurm -Path '{_folder.Location}/store'");

        // mlposh has to find .NET without PATH.
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        start.Environment["PATH"] = _folder.Location;
        var result = await ChildProcess.RunAsync(start);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Slurm's program 'sbatch' is not on this machine's PATH", string.Join(' ', result.Error.Split(['\n', '|', ' '], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_without_its_file_fails_and_says_why()
    {
        var result = await ShellProcess.CommandAsync("[MLPosh.SweepWorker]::Run('/nowhere/sweep.bundle')");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("/nowhere/sweep.bundle", result.Error, StringComparison.Ordinal);
    }
}
