using System.Management.Automation;
using MLPosh.Tests.Hosting;

namespace MLPosh.Tests.Module;

public sealed class LayerTests : IDisposable
{
    private readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("New-Layer Conv2D 16,3 -Setting @{ padding = 1 }", "Conv2D(16, 3, padding=1)")]
    [InlineData("New-Layer conv2d 16,3,2,1 -NoBias", "Conv2D(16, 3, stride=2, padding=1, bias=false)")]
    [InlineData("New-Layer Conv2D -Setting @{ channels = '4'; kernel = 2; bias = $false }", "Conv2D(4, 2, bias=false)")]
    [InlineData("New-Layer MaxPool 3 -Setting ([ordered]@{ stride = 2; padding = 1 })", "MaxPool(3, stride=2, padding=1)")]
    [InlineData("New-Layer AveragePool 2", "AveragePool(2)")]
    [InlineData("New-Layer BatchNorm", "BatchNorm")]
    [InlineData("New-Layer BatchNorm -Setting @{ momentum = 0.25; affine = $false }", "BatchNorm(momentum=0.25, affine=false)")]
    [InlineData("New-Layer LayerNorm 1e-3", "LayerNorm(eps=0.001)")]
    [InlineData("New-Layer Embedding 10,4", "Embedding(10, 4)")]
    [InlineData("New-Layer Dropout 0.25", "Dropout(0.25)")]
    [InlineData("'ReLU' | New-Layer", "ReLU")]
    public void Sizes_and_settings_make_layers(string script, string expected) =>
        Assert.Equal(expected, _session.Get<string>($"\"$({script})\""));

    [Theory]
    [InlineData("New-Layer Conv2D 16", "LayerNotRecognized", ErrorCategory.InvalidArgument, "kernel")]
    [InlineData("New-Layer Conv2D 16,3.5", "LayerNotRecognized", ErrorCategory.InvalidArgument, "'3.5' is not a whole number")]
    [InlineData("New-Layer Conv2D 16,3 -Setting @{ width = 1 }", "LayerNotRecognized", ErrorCategory.InvalidArgument, "channels, kernel, stride, padding, bias")]
    [InlineData("New-Layer Conv2D 16,3 -Setting @{ padding = $null }", "LayerNotRecognized", ErrorCategory.InvalidArgument, "padding")]
    [InlineData("New-Layer Linear 3 -NoBias -Setting @{ bias = $true }", "LayerNotRecognized", ErrorCategory.InvalidArgument, "bias is given twice")]
    [InlineData("New-Layer Linear -NoBias", "LayerNotRecognized", ErrorCategory.InvalidArgument, "size")]
    [InlineData("New-Layer ReLU -Setting @{ slope = 1 }", "LayerNotRecognized", ErrorCategory.InvalidArgument, "ReLU(slope=1)")]
    [InlineData("New-Layer Conv2D 16,0", "OptionOutOfRange", ErrorCategory.InvalidArgument, "kernel of a Conv2D layer is 0")]
    [InlineData("New-Layer Conv2D 16,3 -Setting @{ padding = -1 }", "OptionOutOfRange", ErrorCategory.InvalidArgument, "padding")]
    [InlineData("New-Layer MaxPool 2 -Setting @{ padding = 2 }", "OptionOutOfRange", ErrorCategory.InvalidArgument, "half the kernel")]
    [InlineData("New-Layer BatchNorm 2", "OptionOutOfRange", ErrorCategory.InvalidArgument, "momentum")]
    [InlineData("New-Layer LayerNorm -Setting @{ eps = 0 }", "OptionOutOfRange", ErrorCategory.InvalidArgument, "eps")]
    [InlineData("New-Layer Embedding 0,1", "OptionOutOfRange", ErrorCategory.InvalidArgument, "count")]
    [InlineData("New-Network '1x8x8', 'Conv2D(2, 9)'", "NetworkShapeMismatch", ErrorCategory.InvalidArgument, "at least 9 pixels")]
    [InlineData("New-Network '1x8x8', 'MaxPool(9)'", "NetworkShapeMismatch", ErrorCategory.InvalidArgument, "1x8x8")]
    [InlineData("New-Network 8, 'Conv2D(2, 3)'", "NetworkShapeMismatch", ErrorCategory.InvalidArgument, "images")]
    [InlineData("New-Network 3, 'Linear(2)', 'Embedding(4, 2)'", "NetworkShapeMismatch", ErrorCategory.InvalidArgument, "first layer")]
    [InlineData("Invoke-Training (New-Network 1, BatchNorm, 'Linear(1)') (New-Dataset -X 1,2,3 -Y 1,2,3) -BatchSize 2", "OptionOutOfRange", ErrorCategory.InvalidArgument, "BatchNorm")]
    [InlineData("Invoke-Training (New-Network 1, BatchNorm, 'Linear(1)') (New-Dataset -X 1 -Y 2)", "OptionOutOfRange", ErrorCategory.InvalidArgument, "number of samples is 1")]
    [InlineData("Invoke-Training (New-Network 1, 'Embedding(3, 2)', Flatten, 'Linear(1)') (New-Dataset -X 0,1,3 -Y 1,2,3)", "DatasetValueInvalid", ErrorCategory.InvalidData, "Row 3, column 'x' is 3")]
    [InlineData("Invoke-Network (New-Network 2, 'Embedding(3, 2)') -X (0,1),(1,-1)", "DatasetValueInvalid", ErrorCategory.InvalidData, "Row 2, column 'x2' is -1")]
    [InlineData("Measure-Network (New-Network 1, 'Embedding(3, 2)', Flatten, 'Linear(1)') (New-Dataset -X 0,0.5 -Y 1,2)", "DatasetValueInvalid", ErrorCategory.InvalidData, "is 0.5")]
    public void Bad_input_has_an_error_of_its_own(string script, string id, ErrorCategory category, string part)
    {
        var error = _session.Fail(script);
        Assert.StartsWith($"{id},MLPosh.Commands.", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Contains(part, error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("New-Layer Con", "Conv2D")]
    [InlineData("New-Layer Conv2D 16,3 -Setting ", "@{ padding = 0 }")]
    [InlineData("New-Layer Conv2D 16,3 -Setting ", "@{ stride = 1; padding = 0; bias = $true }")]
    [InlineData("New-Layer BatchNorm -Setting ", "@{ affine = $true }")]
    [InlineData("New-Layer Linear 3 -Setting ", "@{ bias = $true }")]
    [InlineData("New-Network '1x8x8', Conv", "'Conv2D(channels, kernel, stride=1, padding=0, bias=true)'")]
    public void Tab_completes_layers_and_their_settings(string line, string expected)
    {
        Assert.Contains(expected, _session.Completions(line));
    }

    [Fact]
    public void Running_statistics_are_read_written_and_copied() => Assert.Equal(
        "0.weight 0.bias 0.running_mean 0.running_var 1.weight 1.bias|True|7 8|7 8",
        _session.Get<string>("""
            $n = New-Network 2, BatchNorm, 'Linear(1)' -Seed 1
            $names = "$((Get-NetworkParameter $n).Name)"
            $null = Invoke-Training $n (New-Dataset -X (1,2),(3,4),(5,7) -Y 1,2,3) -Epoch 3
            $moved = (Get-NetworkParameter $n 0.running_mean).Value[0] -gt 0.5
            Set-NetworkParameter $n 0.running_mean 7,8
            "$names|$moved|$((Get-NetworkParameter $n 0.running_mean).Value)|$((Get-NetworkParameter (Copy-Network $n) 0.running_mean).Value)"
            """));

    [Fact]
    public void Images_from_arrays_go_through_a_network() => Assert.Equal("2 4", _session.Get<string>("""
        $images = foreach ($i in 0..3) { ,@(,@((1,2,$i),(3,$i,4),($i,5,6))) }
        $d = New-Dataset -X $images -Y a,b,a,b
        $n = New-Network '1x3x3', (New-Layer Conv2D 2,2), ReLU, 'MaxPool(2)', Flatten, 'Linear(2)' -Seed 1
        $last = Invoke-Training $n $d -Epoch 2 | Where-Object StopReason
        "$($last.Epoch) $(@(Invoke-Network $n $d).Count)"
        """));
}
