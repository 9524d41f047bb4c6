using System.Management.Automation;
using MLPosh.Tests.Hosting;

namespace MLPosh.Tests.Module;

/// <summary>New-SearchSpace, where there is no pwsh to run its Pester tests.</summary>
public sealed class SearchSpaceTests : IDisposable
{
    private readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Normal", "SearchSpaceNotRecognized", "Known: Choice, Uniform, LogUniform, Integer.")]
    [InlineData("Uniform -Minimum 1 -Maximum 0", "OptionOutOfRange", "Uniform(1, 0) is a range")]
    [InlineData("Integer -Minimum 5 -Maximum 4", "OptionOutOfRange", "Integer(5, 4) is a range")]
    [InlineData("Integer -Minimum 0.5 -Maximum 4", "OptionOutOfRange", "two whole numbers")]
    [InlineData("LogUniform -Minimum -1 -Maximum 1", "OptionOutOfRange", "two numbers above 0")]
    [InlineData("LogUniform -Minimum 1", "OptionOutOfRange", "Maximum is missing")]
    [InlineData("Uniform -Maximum 1", "OptionOutOfRange", "Minimum is missing")]
    [InlineData("Uniform -Minimum 0 -Maximum 1 -Value 1", "OptionOutOfRange", "Value is given")]
    [InlineData("Choice", "OptionOutOfRange", "Value is missing")]
    [InlineData("Choice -Value @()", "OptionOutOfRange", "an empty list")]
    [InlineData("Choice -Value 1 -Maximum 3", "OptionOutOfRange", "Maximum is given")]
    public void Bad_input_has_an_error_of_its_own(string arguments, string id, string part)
    {
        var error = _session.Fail($"New-SearchSpace {arguments}");
        Assert.Equal($"{id},MLPosh.Commands.NewSearchSpaceCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Contains(part, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_takes_the_object_for_its_text() => Assert.True(_session.Get<bool>("""
        $n = New-Network -Size 1,3,1 -Seed 1; $d = New-Dataset Linear -Count 20 -Range -1,1 -Noise 0.1 -Seed 1
        $rate = New-SearchSpace LogUniform -Minimum 1e-3 -Maximum 1
        $objects = Invoke-Sweep $n $d -Parameter @{ LearningRate = $rate; BatchSize = New-SearchSpace Choice -Value 5, 10 } -Strategy Sobol -Count 4 -Seed 1
        $texts = Invoke-Sweep $n $d -Parameter @{ LearningRate = 'LogUniform(1e-3, 1)'; BatchSize = 5, 10 } -Strategy Sobol -Count 4 -Seed 1
        $objects.Count -eq 4 -and "$($objects.FinalLoss)" -eq "$($texts.FinalLoss)" -and $objects[0].BatchSize -in 5, 10
        """));

    [Fact]
    public void Its_properties_say_what_it_is() => Assert.Equal("Integer 2 5 4", _session.Get<string>(
        "$i = New-SearchSpace Integer -Minimum 2 -Maximum 5; \"$($i.Name) $($i.Minimum) $($i.Maximum) $($i.Values.Count)\""));
}
