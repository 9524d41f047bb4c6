using System.Management.Automation;
using MLPosh.Tests.Hosting;

namespace MLPosh.Tests.Module;

public sealed class ErrorTests : IDisposable
{
    private readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("New-Dataset -X 1,2 -Y 1", "DatasetShapeMismatch", ErrorCategory.InvalidData, "2 sample(s)")]
    [InlineData("New-Dataset -X (1,2),(3,4,5) -Y 1,2", "DatasetShapeMismatch", ErrorCategory.InvalidData, "row 2")]
    [InlineData("New-Dataset -X 1,'two' -Y 1,2", "DatasetValueInvalid", ErrorCategory.InvalidData, "row 2")]
    [InlineData("New-Dataset -X 1,([double]::NaN) -Y 1,2", "DatasetValueInvalid", ErrorCategory.InvalidData, "row 2")]
    [InlineData("New-Dataset -X 1,2 -Y 1,''", "DatasetValueInvalid", ErrorCategory.InvalidData, "row 2")]
    [InlineData("New-Dataset -X (1,2),(3,$null) -Y 1,2", "DatasetValueInvalid", ErrorCategory.InvalidData, "row 2, column 2")]
    [InlineData("New-Dataset -X @() -Y @()", "DatasetEmpty", ErrorCategory.InvalidData, "empty")]
    [InlineData("@() | New-Dataset -Target y", "DatasetEmpty", ErrorCategory.InvalidData, "no objects")]
    [InlineData("[pscustomobject]@{ a = 1; b = 2 } | New-Dataset -Target c", "DatasetColumnNotFound", ErrorCategory.ObjectNotFound, "a, b")]
    [InlineData("@{ a = 1; b = 2 }, @{ a = 1 } | New-Dataset -Feature a -Target b", "DatasetColumnNotFound", ErrorCategory.ObjectNotFound, "Row 2")]
    [InlineData("[pscustomobject]@{ a = 'x'; b = 2 } | New-Dataset -Target b", "DatasetValueInvalid", ErrorCategory.InvalidData, "-Categorical a")]
    [InlineData("[pscustomobject]@{ a = ''; b = 2 } | New-Dataset -Target b", "DatasetValueInvalid", ErrorCategory.InvalidData, "-Missing Drop")]
    [InlineData("New-Dataset Foo", "DatasetKindNotRecognized", ErrorCategory.InvalidArgument, "Linear, Polynomial")]
    [InlineData("New-Dataset Linear -Count 0", "OptionOutOfRange", ErrorCategory.InvalidArgument, "Count is 0")]
    [InlineData("New-Dataset Linear -Coefficient 1", "OptionOutOfRange", ErrorCategory.InvalidArgument, "Coefficient")]
    [InlineData("New-Dataset Linear -Range 5,1", "OptionOutOfRange", ErrorCategory.InvalidArgument, "Range")]
    [InlineData("New-Dataset Ring -Range 1,2,3", "OptionOutOfRange", ErrorCategory.InvalidArgument, "two, the lower first")]
    [InlineData("New-Dataset Moons -Range -1,1", "OptionOutOfRange", ErrorCategory.InvalidArgument, "the kind Moons has no settings")]
    [InlineData("New-Dataset Spiral -Range -1,1", "OptionOutOfRange", ErrorCategory.InvalidArgument, "the kind Spiral has ClassCount")]
    [InlineData("New-Dataset Blobs -Range -1,1", "OptionOutOfRange", ErrorCategory.InvalidArgument, "Range is given")]
    [InlineData("New-Dataset Moons -Noise -1", "OptionOutOfRange", ErrorCategory.InvalidArgument, "Noise is -1")]
    [InlineData("New-Dataset Parity -Dimension 0", "OptionOutOfRange", ErrorCategory.InvalidArgument, "Dimension is 0")]
    [InlineData("New-Dataset Ring -Dimension -1", "OptionOutOfRange", ErrorCategory.InvalidArgument, "Dimension is -1")]
    [InlineData("New-Dataset Spiral -ClassCount 1", "OptionOutOfRange", ErrorCategory.InvalidArgument, "ClassCount is 1")]
    [InlineData("New-Dataset Sequence -Length 1", "OptionOutOfRange", ErrorCategory.InvalidArgument, "Length is 1")]
    [InlineData("New-Dataset Sine -Task Sine", "OptionOutOfRange", ErrorCategory.InvalidArgument, "Task is given")]
    [InlineData("New-Dataset Linear -Task Adding", "OptionOutOfRange", ErrorCategory.InvalidArgument, "Task is given")]
    [InlineData("New-Dataset -X 1 -Y 2 -Standardize", "OptionOutOfRange", ErrorCategory.InvalidArgument, "one sample")]
    [InlineData("New-Dataset -Function { 'a' }", "DatasetValueInvalid", ErrorCategory.InvalidData, "one number")]
    [InlineData("New-Dataset -Function { [double]::PositiveInfinity }", "DatasetValueInvalid", ErrorCategory.InvalidData, "finite")]
    [InlineData("New-Dataset -X 1 -Y 2 | Split-Dataset", "DatasetEmpty", ErrorCategory.InvalidData, "Part 2")]
    [InlineData("New-Dataset Linear -Count 5 | Split-Dataset -Fraction 0.9,0.2", "OptionOutOfRange", ErrorCategory.InvalidArgument, "Fraction")]
    [InlineData("New-Dataset Linear -Count 5 | Split-Dataset -Fold 6", "OptionOutOfRange", ErrorCategory.InvalidArgument, "from 2 to 5")]
    [InlineData("New-Dataset Linear -Count 5 | Split-Dataset -Stratify", "OptionOutOfRange", ErrorCategory.InvalidArgument, "Stratify")]
    [InlineData("New-Network -Size 1,0,1", "OptionOutOfRange", ErrorCategory.InvalidArgument, "is 0")]
    [InlineData("New-Network -Size 1,-1", "OptionOutOfRange", ErrorCategory.InvalidArgument, "is -1")]
    [InlineData("New-Network -Size 3", "OptionOutOfRange", ErrorCategory.InvalidArgument, "at least two")]
    [InlineData("New-Network 'Linear(3)', 'ReLU'", "OptionOutOfRange", ErrorCategory.InvalidArgument, "input size")]
    [InlineData("New-Network 0, 'Linear(1)'", "OptionOutOfRange", ErrorCategory.InvalidArgument, "is 0")]
    [InlineData("New-Network 3", "NetworkShapeMismatch", ErrorCategory.InvalidArgument, "at least one layer")]
    [InlineData("New-Network '1x28x28', 'Linear(1)'", "NetworkShapeMismatch", ErrorCategory.InvalidArgument, "1x28x28")]
    [InlineData("New-Network 1, 'Foo(3)'", "LayerNotRecognized", ErrorCategory.InvalidArgument, "Known: Linear(n), ")]
    [InlineData("New-Layer Foo 3", "LayerNotRecognized", ErrorCategory.InvalidArgument, "Known: Linear(n), ")]
    [InlineData("New-Layer Linear 0", "OptionOutOfRange", ErrorCategory.InvalidArgument, "is 0")]
    [InlineData("New-Network -Size 1,1 -Activation Foo", "ActivationNotRecognized", ErrorCategory.InvalidArgument, "Step, Sign, Linear")]
    [InlineData("Invoke-Training $n $d -Loss Foo", "LossNotRecognized", ErrorCategory.InvalidArgument, "L1, MSE")]
    [InlineData("Invoke-Training $n $d -Optimizer Foo", "OptimizerNotRecognized", ErrorCategory.InvalidArgument, "SGD")]
    [InlineData("Invoke-Training $n $d -Device Cuda:99", "DeviceNotAvailable", ErrorCategory.ResourceUnavailable, "Cpu, Reference")]
    [InlineData("Invoke-Training $n $d -Device Reference -Precision Single", "OptionOutOfRange", ErrorCategory.InvalidArgument, "Double")]
    [InlineData("Invoke-Training $n $d -LearningRate 0", "OptionOutOfRange", ErrorCategory.InvalidArgument, "LearningRate is 0")]
    [InlineData("Invoke-Training $n $d -LearningRate -1", "OptionOutOfRange", ErrorCategory.InvalidArgument, "LearningRate is -1")]
    [InlineData("Invoke-Training $n $d -LearningRate NaN", "OptionOutOfRange", ErrorCategory.InvalidArgument, "LearningRate is NaN")]
    [InlineData("Invoke-Training $n $d -BatchSize 21", "OptionOutOfRange", ErrorCategory.InvalidArgument, "at most 20")]
    [InlineData("Invoke-Training $n $d -MaxTime soon", "OptionOutOfRange", ErrorCategory.InvalidArgument, "soon")]
    [InlineData("Invoke-Training (New-Network -Size 2,1) $d", "NetworkShapeMismatch", ErrorCategory.InvalidArgument, "takes 2")]
    [InlineData("Measure-Network (New-Network -Size 1,2) $d", "NetworkShapeMismatch", ErrorCategory.InvalidArgument, "gives 2")]
    [InlineData("Invoke-Network $n -X (1,2),(3,4)", "NetworkShapeMismatch", ErrorCategory.InvalidArgument, "takes 1")]
    [InlineData("Invoke-Network $n $d -InnerLayer 5", "OptionOutOfRange", ErrorCategory.InvalidArgument, "from 0 to 0")]
    [InlineData("Get-Gradient $n (New-Dataset -X 1,2 -Y a,b) -Loss L1", "LossMismatch", ErrorCategory.InvalidArgument, "class")]
    [InlineData("Invoke-Training $n $d -Loss CrossEntropy", "LossMismatch", ErrorCategory.InvalidArgument, "Losses that fit: L1, MSE")]
    [InlineData("Invoke-Training (New-Network -Size 1,2) (New-Dataset -X 1,2 -Y a,b) -Loss MSE", "LossMismatch", ErrorCategory.InvalidArgument, "Losses that fit: CrossEntropy")]
    [InlineData("Invoke-Training $n (New-Dataset -X 1,2 -Y a,a)", "LossMismatch", ErrorCategory.InvalidArgument, "single class")]
    [InlineData("Invoke-Training (New-Network -Size 1,2) (New-Dataset -X 1,2,3 -Y a,b,c)", "NetworkShapeMismatch", ErrorCategory.InvalidArgument, "3 classes")]
    [InlineData("Invoke-Training (New-Network -Kind Perceptron -InputSize 1 -OutputSize 1) $d", "LossMismatch", ErrorCategory.InvalidArgument, "-Categorical")]
    [InlineData("Get-Activation Foo", "ActivationNotRecognized", ErrorCategory.InvalidArgument, "Step, Sign, Linear")]
    [InlineData("Get-Loss Foo", "LossNotRecognized", ErrorCategory.InvalidArgument, "L1, MSE")]
    [InlineData("Get-Loss MSE -At 1,2 -Target 1", "DatasetShapeMismatch", ErrorCategory.InvalidData, "same number")]
    [InlineData("Get-NetworkParameter $n 7.weight", "ParameterNotFound", ErrorCategory.ObjectNotFound, "0.weight, 0.bias")]
    [InlineData("Set-NetworkParameter $n 7.weight 1", "ParameterNotFound", ErrorCategory.ObjectNotFound, "0.weight, 0.bias")]
    [InlineData("Set-NetworkParameter $n 0.weight 1,2", "ParameterShapeMismatch", ErrorCategory.InvalidArgument, "[1, 1]")]
    [InlineData("Set-NetworkParameter $n 0.weight abc", "ParameterShapeMismatch", ErrorCategory.InvalidArgument, "abc")]
    [InlineData("Get-ComputeDevice Foo", "DeviceNotAvailable", ErrorCategory.ResourceUnavailable, "Cpu, Reference")]
    [InlineData("Import-Dataset /no/such.csv -Target y", "PathNotFound", ErrorCategory.ObjectNotFound, "/no/such.csv")]
    [InlineData("Import-Dataset /no/*.csv -Target y", "PathNotFound", ErrorCategory.ObjectNotFound, "-LiteralPath")]
    public void Bad_input_has_an_error_of_its_own(string script, string id, ErrorCategory category, string part)
    {
        _session.Run("$global:n = New-Network -Size 1,1 -Seed 1; $global:d = New-Dataset Linear -Count 20 -Seed 1");
        var error = _session.Fail(script);
        Assert.StartsWith($"{id},MLPosh.Commands.", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Contains(part, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_and_a_name_with_brackets()
    {
        string folder = Directory.CreateTempSubdirectory("mlposh").FullName;
        try
        {
            Assert.Contains("folder", _session.Fail($"Import-Dataset '{folder}' -Target y").Exception.Message, StringComparison.Ordinal);
            string file = Path.Combine(folder, "a[x].csv");
            File.WriteAllText(file, "x,y\n1,2\n3,4\n");
            Assert.StartsWith("PathNotFound,", _session.Fail($"Import-Dataset '{file}' -Target y").FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Equal(2, _session.Get<int>($"(Import-Dataset -LiteralPath '{file}' -Target y).Count"));
            // One path that is wrong does not keep the others from being read.
            using var shell = _session.Pipeline($"'/no/such.csv', '{folder}/a*.csv' | Import-Dataset -Target y");
            Assert.Single(shell.Invoke());
            Assert.Single(shell.Streams.Error);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_failed_call_changes_nothing() => Assert.True(_session.Get<bool>("""
        $n = New-Network -Size 2,2 -Seed 1
        $before = "$((Get-NetworkParameter $n).Value)"
        foreach ($bad in { Set-NetworkParameter $n 0.weight 1,2,3 }, { Invoke-Training $n (New-Dataset Linear -Count 3) }) {
            try { & $bad } catch { }
        }
        $before -eq "$((Get-NetworkParameter $n).Value)"
        """));
}
