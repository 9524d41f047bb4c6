using System.Management.Automation;
using MLPosh.Tests.Hosting;

namespace MLPosh.Tests.Module;

/// <summary>Recurrent layers, padded sequences and the kinds made of them, as a script uses them.</summary>
public sealed class SequenceTests : IDisposable
{
    private readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("New-Layer LSTM 4", "LSTM(4)")]
    [InlineData("New-Layer GRU 4 -ReturnSequence -NoBias", "GRU(4, ReturnSequence=true, bias=false)")]
    [InlineData("New-Layer 'RNN(3, layers=2, nonlinearity=relu)'", "RNN(3, nonlinearity=ReLU, layers=2)")]
    [InlineData("New-Network '5x2', (New-Layer LSTM 4 -ReturnSequence), 'Linear(1)'", "5x2 -> LSTM(4, ReturnSequence=true) -> Linear(1)")]
    [InlineData("New-Network -Kind Recurrent -Length 5 -InputSize 2 -HiddenSize 4 -OutputSize 1", "5x2 -> RNN(4) -> Linear(1)")]
    [InlineData("New-Network -Kind lstm -Length 5 -Size 2,8,4,1", "5x2 -> LSTM(8, ReturnSequence=true) -> LSTM(4) -> Linear(1)")]
    [InlineData("New-Network -Kind GRU -Length 5 -InputSize 2 -HiddenSize 4 -OutputSize 1", "5x2 -> GRU(4) -> Linear(1)")]
    public void Layers_and_networks_are_made(string script, string expected) =>
        Assert.Equal(expected, _session.Get<string>($"\"$({script})\""));

    [Theory]
    [InlineData("(1,2,3),(4,5)", "3 1", "1 2 3 0 4 5")]
    [InlineData("@((1,2),(3,4)),@(,(5,6))", "2 2", "1 2 3 4 0 0 5 6")]
    [InlineData("@('1','2'),@('3.5')", "2 1", "1 2 0 3.5")]
    public void Pad_puts_zeros_in_front(string x, string shape, string values) => Assert.Equal(
        $"{shape}: {values}",
        _session.Get<string>($"$d = New-Dataset -X {x} -Y 1,2 -Pad; \"$($d.InputShape): $($d.X)\""));

    [Theory]
    [InlineData("New-Dataset -X (1,2,3),(4,5) -Y 1,2", "DatasetShapeMismatch", ErrorCategory.InvalidData, "row 2 has 2")]
    [InlineData("New-Dataset -X 1,2 -Y 1,2 -Pad", "DatasetShapeMismatch", ErrorCategory.InvalidData, "Sequence 1 of X is none")]
    [InlineData("New-Dataset -X @((1,2),(3,4)),@(5,6) -Y 1,2 -Pad", "DatasetShapeMismatch", ErrorCategory.InvalidData, "Sequence 2 of X has 1 feature(s)")]
    [InlineData("New-Dataset -X (1,2),@() -Y 1,2 -Pad", "DatasetEmpty", ErrorCategory.InvalidData, "Sequence 2 of X is empty")]
    [InlineData("New-Network 6, 'LSTM(3)'", "NetworkShapeMismatch", ErrorCategory.InvalidArgument, "a sequence [time, feature]")]
    [InlineData("New-Network '6x2', 'RNN(3)', 'GRU(3)'", "NetworkShapeMismatch", ErrorCategory.InvalidArgument, "ReturnSequence=true")]
    [InlineData("New-Network '6x2', 'GRU(0)'", "OptionOutOfRange", ErrorCategory.InvalidArgument, "is 0")]
    [InlineData("New-Network '6x2', 'LSTM(2, dropout=1)'", "OptionOutOfRange", ErrorCategory.InvalidArgument, "dropout")]
    [InlineData("New-Network '6x2', 'RNN(2, nonlinearity=Sigmoid)'", "OptionOutOfRange", ErrorCategory.InvalidArgument, "Tanh or ReLU")]
    [InlineData("New-Layer 'LSTM(3)' -ReturnSequence", "LayerNotRecognized", ErrorCategory.InvalidArgument, "LSTM(3)(ReturnSequence=true)")]
    [InlineData("New-Layer Linear 3 -ReturnSequence", "LayerNotRecognized", ErrorCategory.InvalidArgument, "ReturnSequence=true")]
    [InlineData("New-Network -Kind LSTM -InputSize 2 -HiddenSize 4 -OutputSize 1", "OptionOutOfRange", ErrorCategory.InvalidArgument, "length of the kind LSTM")]
    [InlineData("New-Network -Kind GRU -Length 0 -Size 2,4,1", "OptionOutOfRange", ErrorCategory.InvalidArgument, "Length is 0")]
    [InlineData("New-Network -Kind FeedForward -Length 3 -Size 2,4,1", "OptionOutOfRange", ErrorCategory.InvalidArgument, "Length is given")]
    [InlineData("Invoke-Training (New-Network '6x2', 'LSTM(3)', 'Linear(1)') (New-Dataset Linear -Count 5 -Seed 1)", "NetworkShapeMismatch", ErrorCategory.InvalidArgument, "takes 6x2")]
    [InlineData("Invoke-Training (New-Network -Size 2,1) (New-Dataset Sequence -Length 5 -Count 5 -Seed 1)", "NetworkShapeMismatch", ErrorCategory.InvalidArgument, "takes 2")]
    public void Bad_input_has_an_error_of_its_own(string script, string id, ErrorCategory category, string part)
    {
        var error = _session.Fail(script);
        Assert.StartsWith($"{id},MLPosh.Commands.", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Contains(part, error.Exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_padded_dataset_trains_and_every_gradient_is_right() => Assert.Equal("True True", _session.Get<string>("""
        $d = New-Dataset -X (1,2,3),(4,5),(6,7,8) -Y 6,9,21 -Pad -Standardize
        $n = New-Network '3x1', 'GRU(4, bidirectional=true)', 'Linear(1)' -Seed 1
        $epochs = Invoke-Training $n $d -Optimizer Adam -LearningRate 0.05 -Epoch 200
        "$($epochs[-1].Loss -lt 0.1 * $epochs[0].Loss) $(Test-Gradient $n $d)"
        """));
}
