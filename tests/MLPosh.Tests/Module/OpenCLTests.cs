using System.Management.Automation;
using MLPosh.Tests.Hosting;

namespace MLPosh.Tests.Module;

/// <summary>Every cmdlet with -Device on a real OpenCL device (see tests/opencl/run.sh), the CPU beside it.</summary>
[Trait("Device", "OpenCL")]
[Collection(nameof(OpenCLTests))]
[CollectionDefinition(nameof(OpenCLTests), DisableParallelization = true)]
public sealed class OpenCLTests : IDisposable
{
    private const string Things = """
        $d = New-Dataset Sine -Count 60 -Noise 0.1 -Seed 1
        $c = New-Dataset Ring -Count 60 -Seed 1
        $n = New-Network -Size 1,8,1 -Activation Tanh -Seed 1
        $m = New-Network -Size 2,8,1 -Activation ReLU -Seed 1
        function Distance($a, $b) { $far = 0; for ($i = 0; $i -lt $a.Count; $i++) { $far = [Math]::Max($far, [Math]::Abs($a[$i] - $b[$i])) }; $far }

        """;

    private readonly Session _session = new();

    public OpenCLTests() => Skip.IfNot(
        Environment.GetEnvironmentVariable("MLPOSH_EXPECT_OPENCL") == "1" || HasDevice(_session),
        "This machine has no OpenCL device; tests/opencl/run.sh brings one.");

    public void Dispose() => _session.Dispose();

    [SkippableFact]
    public void The_device_is_listed_with_what_is_known_of_it()
    {
        var device = _session.Run("Get-ComputeDevice OpenCL").Single();
        Assert.Null(device.Properties["Problem"].Value);
        Assert.True((long)device.Properties["MemorySize"].Value > 0);
        Assert.True((int)device.Properties["MultiprocessorCount"].Value > 0);
        Assert.NotEmpty((string)device.Properties["Driver"].Value);
        Assert.Contains("OpenCL", _session.Completions("Invoke-Training -Device "));
    }

    [SkippableFact]
    public void A_training_comes_to_what_it_comes_to_on_the_CPU() => Close(Things + """
        $o = Copy-Network $n
        $cpu = Invoke-Training $n $d -Epoch 50 -BatchSize 16 -Shuffle -Seed 3 -Optimizer Adam -Validation $d
        $gpu = Invoke-Training $o $d -Epoch 50 -BatchSize 16 -Shuffle -Seed 3 -Optimizer Adam -Validation $d -Device OpenCL
        if ($gpu[-1].Device -ne 'OpenCL' -or $gpu.Count -ne 50) { throw "$($gpu[-1])" }
        Distance $cpu.Loss $gpu.Loss
        Distance $cpu.ValidationLoss $gpu.ValidationLoss
        Distance (Get-NetworkParameter $n).Value (Get-NetworkParameter $o).Value
        """);

    [SkippableFact]
    public void Predictions_are_the_CPUs() => Close(Things + """
        Distance (Invoke-Network $n $d).Value (Invoke-Network $n $d -Device OpenCL).Value
        Distance (Invoke-Network $n -X 1,2,3 -InnerLayer 1).Value (Invoke-Network $n -X 1,2,3 -InnerLayer 1 -Device OpenCL).Value
        $coder = New-Network -Kind VariationalAutoEncoder -InputSize 4 -CodeSize 2 -Seed 1
        Distance (Invoke-Network $coder -Sample 5 -Seed 1).Value (Invoke-Network $coder -Sample 5 -Seed 1 -Device OpenCL).Value
        """);

    [SkippableFact]
    public void Measures_are_the_CPUs() => Close(Things + """
        $cpu, $gpu = (Measure-Network $m $c), (Measure-Network $m $c -Device OpenCL)
        Distance @($cpu.Loss, $cpu.Accuracy) @($gpu.Loss, $gpu.Accuracy)
        $cpu, $gpu = (Measure-Network $n $d), (Measure-Network $n $d -Device OpenCL)
        Distance @($cpu.Loss, $cpu.RSquared) @($gpu.Loss, $gpu.RSquared)
        """);

    [SkippableFact]
    public void Gradients_are_the_CPUs_in_the_devices_own_precision() => Close(Things + """
        Distance (Get-Gradient $n $d).Value (Get-Gradient $n $d -Device OpenCL).Value
        Distance (Get-Gradient $m $c -Input).Value (Get-Gradient $m $c -Input -Device OpenCL).Value
        """);

    [SkippableFact]
    public void The_range_test_finds_the_same_rate() => Close(Things + """
        $cpu = Find-LearningRate $n $d -Seed 1 -BatchSize 20 -Maximum 0.3
        $gpu = Find-LearningRate $n $d -Seed 1 -BatchSize 20 -Maximum 0.3 -Device OpenCL
        if ($gpu.Device -ne 'OpenCL' -or $gpu.Precision -ne 'Single') { throw "$gpu" }
        Distance @($cpu.Suggestion) @($gpu.Suggestion)
        """);

    [SkippableFact]
    public void A_sweep_trains_its_trials_there() => Close(Things + """
        $p = @{ LearningRate = 0.01, 0.1; Optimizer = 'SGD', 'Adam'; Epoch = 20 }
        $cpu = Invoke-Sweep $n $d -Parameter $p -Seed 1
        $gpu = Invoke-Sweep $n $d -Parameter $p -Seed 1 -Device OpenCL
        if ("$($gpu.State)" -ne 'Completed Completed Completed Completed' -or $gpu[3].Device -ne 'OpenCL') { throw "$gpu" }
        Distance $cpu.FinalLoss $gpu.FinalLoss
        $mixed = Invoke-Sweep $n $d -Parameter @{ Device = 'Cpu', 'OpenCL'; Epoch = 20 } -Seed 1
        if ("$($mixed.Device)" -ne 'Cpu OpenCL') { throw "$mixed" }
        """);

    [SkippableTheory]
    [InlineData("Invoke-Training $n $d -Device OpenCL -Precision Double", "Precision is Double; it must be Single on the device OpenCL")]
    [InlineData("Invoke-Training $n $d -Device OpenCL -Method NormalEquation", "GradientDescent or RandomSearch")]
    [InlineData("Invoke-Training (New-Network -Size 1,1) $d -Device OpenCL -Method NormalEquation", "Device is OpenCL; it must be Cpu with the method NormalEquation")]
    [InlineData("Test-Gradient $n $d -Device OpenCL", "Device is OpenCL; it must be one that computes in double precision")]
    [InlineData("Get-Gradient $n $d -Device OpenCL -Precision Double", "Single on the device OpenCL")]
    [InlineData("Measure-Network $n $d -Device OpenCL -Precision Double", "Single on the device OpenCL")]
    public void What_a_GPU_cannot_do_is_an_error_that_names_it(string script, string part)
    {
        var error = _session.Fail(Things + script);
        Assert.StartsWith("OptionOutOfRange,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(part, error.Exception.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_device_that_is_not_there_lists_this_one()
    {
        var error = _session.Fail(Things + "Invoke-Training $n $d -Device Cuda:99");
        Assert.StartsWith("DeviceNotAvailable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Available: Cpu, Reference, ", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("OpenCL", error.Exception.Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("Invoke-Training $n $d -Epoch 2")]
    [InlineData("Invoke-Network $n $d")]
    [InlineData("Measure-Network $n $d")]
    [InlineData("Get-Gradient $n $d")]
    [InlineData("Find-LearningRate $n $d -WarningAction Ignore")]
    [InlineData("Invoke-Sweep $n $d -Parameter @{ Epoch = 1, 2 }")]
    public void The_first_use_tells_what_it_compiled_and_the_next_nothing(string command)
    {
        string[] Compiled(string script)
        {
            using var shell = _session.Pipeline($"{Things} {script} -Device OpenCL -Verbose");
            shell.Invoke();
            return [.. shell.Streams.Verbose.Select(record => record.Message).Where(text => text.StartsWith("Compiled", StringComparison.Ordinal))];
        }

        _session.Run("[MLPosh.ComputeDevice]::CloseAll()");
        string text = Assert.Single(Compiled(command));
        Assert.Matches(@"^Compiled \d+ kernels for OpenCL in \d+\.\d s", text);
        Assert.Empty(Compiled(command));
    }

    [SkippableFact]
    public void A_removed_module_gives_the_device_back_and_an_imported_one_opens_it_again()
    {
        string use = Things + "(Measure-Network $n $d -Device OpenCL).Loss";
        double before = _session.Get<double>(use);
        _session.Run("Remove-Module MLPosh");
        Assert.Equal(0, _session.Get<int>("[MLPosh.ComputeDevice]::WithKernels.Count"));
        _session.Run($"Import-Module '{Repository.Manifest}'");
        Assert.Equal(before, _session.Get<double>(use));
    }

    [SkippableFact]
    public void A_training_under_way_ends_when_the_module_is_removed_elsewhere()
    {
        _session.Run(Things + "$global:n = $n; $global:d = $d");
        using var other = new Session();
        using var shell = _session.Pipeline("Invoke-Training $n $d -Device OpenCL -Epoch 2000000000 -Every 100");
        using var output = new PSDataCollection<PSObject>();
        using var arrived = new ManualResetEventSlim();
        output.DataAdded += (_, _) => arrived.Set();
        var running = shell.BeginInvoke<PSObject, PSObject>(null, output);
        Assert.True(arrived.Wait(TimeSpan.FromSeconds(60)));
        other.Run("Remove-Module MLPosh");
        shell.EndInvoke(running);
        var error = Assert.Single(shell.Streams.Error);
        Assert.Equal("DeviceNotAvailable,MLPosh.Commands.InvokeTrainingCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.ResourceUnavailable, error.CategoryInfo.Category);
        Assert.Equal("OpenCL", error.TargetObject);
        Assert.Equal(2, _session.Get<int>("@(Invoke-Training $n $d -Epoch 2).Count"));
    }

    private static bool HasDevice(Session session) => session.Get<bool>("$null -ne [MLPosh.ComputeDevice]::Available.Where({ $_.Name -eq 'OpenCL' })[0]");

    /// <summary>Every number that the script gives is a distance within 1e-5.</summary>
    private void Close(string script)
    {
        var distances = _session.Run(script);
        Assert.NotEmpty(distances);
        Assert.All(distances, distance => Assert.InRange(
            Convert.ToDouble(distance.BaseObject, System.Globalization.CultureInfo.InvariantCulture), 0, 1e-5));
    }
}
