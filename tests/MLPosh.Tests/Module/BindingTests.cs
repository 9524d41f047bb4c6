using MLPosh.Tests.Hosting;

namespace MLPosh.Tests.Module;

public sealed class BindingTests : IDisposable
{
    private readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Network_and_dataset_are_the_first_two_positions() => Assert.Equal(3L, _session.Get<int>("""
        $d = New-Dataset Linear -Count 20 -Seed 1
        $n = New-Network -Size 1,1 -Seed 1
        $epochs = Invoke-Training $n $d -Epoch 3
        $null = Measure-Network $n $d; $null = Get-Gradient $n $d; $null = Invoke-Network $n $d; $null = Test-Gradient $n $d
        $epochs.Count
        """));

    [Fact]
    public void Names_and_objects_do_the_same() => Assert.True(_session.Get<bool>("""
        $d = New-Dataset Linear -Count 20 -Seed 1
        $a = New-Network -Size 1,3,1 -Activation tanh -Seed 1
        $b = New-Network 1, (New-Layer Linear 3), ([MLPosh.Activation]::Find('Tanh')), (New-Layer 'Linear(1)') -Seed 1
        $x = Invoke-Training $a $d -Loss l1 -Optimizer sgd -LearningRate 0.5 -Device cpu -Epoch 5
        $y = Invoke-Training $b $d -Loss ([MLPosh.Loss]::Find('L1')) -Optimizer ([MLPosh.SGD]::new(0.5, 0, 0)) -Device (Get-ComputeDevice Cpu) -Epoch 5
        "$($x.Loss)" -eq "$($y.Loss)"
        """));

    [Fact]
    public void The_pipeline_takes_datasets_networks_and_parameters() => Assert.Equal("1 2 7", _session.Get<string>("""
        $n = New-Network -Size 1,1 -Seed 1
        $count = @(New-Dataset Linear -Count 5 -Seed 1 | Measure-Network $n).Count
        $parameters = @($n | Copy-Network | Get-NetworkParameter)
        $parameters | ForEach-Object { [pscustomobject]@{ Name = $_.Name; Value = 7 } } | Set-NetworkParameter $n
        "$count $($parameters.Count) $((Get-NetworkParameter $n 0.bias).Value)"
        """));

    [Theory]
    [InlineData("-X -1,2,3 -Y 1,4,9", 1, 3)]
    [InlineData("-X '-1','2.5' -Y '1','2'", 1, 2)]
    [InlineData("-X (1,2),(3,4),(5,6) -Y 1,2,3", 2, 3)]
    [InlineData("-X ([double[,]]::new(4,3)) -Y 1,2,3,4", 3, 4)]
    [InlineData("-X @(@(1,2),@(3,'4')) -Y @(@(1),@(2))", 2, 2)]
    [InlineData("-X 5 -Y 6", 1, 1)]
    public void Arrays_of_any_form_become_datasets(string arguments, int inputs, int count)
    {
        var dataset = _session.Run($"New-Dataset {arguments}")[0];
        Assert.Equal(inputs, dataset.Properties["InputSize"].Value);
        Assert.Equal(count, dataset.Properties["Count"].Value);
    }

    [Fact]
    public void Containers_are_not_taken_apart_by_the_pipeline() => Assert.Equal("1 1", _session.Get<string>("""
        "$(@(New-Dataset Linear -Count 5).Count) $(@(New-Network -Size 1,2,1).Count)"
        """));

    [Fact]
    public void Rows_can_be_objects_or_dictionaries() => Assert.Equal("2 2", _session.Get<string>("""
        $a = [pscustomobject]@{ A = '1'; B = 2 }, [pscustomobject]@{ A = '3'; B = 4 } | New-Dataset -Target B
        $b = @{ A = 1; B = 2 }, @{ A = 3; B = 4 } | New-Dataset -Feature A -Target B
        "$($a.Count) $($b.Count)"
        """));

    [Theory]
    [InlineData("([TimeSpan]::FromMilliseconds(60))")]
    [InlineData("0.06")]
    [InlineData("'0.06'")]
    [InlineData("'0:0:0.06'")]
    public void MaxTime_takes_a_TimeSpan_or_seconds(string time) => Assert.Equal("MaxTime", _session.Get<string>($$"""
        $last = Invoke-Training (New-Network -Size 1,1 -Seed 1) (New-Dataset Linear -Count 20 -Seed 1) -Epoch 2000000000 -Every 2000000000 -MaxTime {{time}} | Where-Object StopReason
        "$($last.StopReason)"
        """));

    [Fact]
    public void A_prefix_renames_every_cmdlet()
    {
        using var session = new Session("ML");
        Assert.Equal("MLPosh.Network", session.Get<string>("(New-MLNetwork -Size 1,1).GetType().FullName"));
        Assert.Equal(0, session.Get<int>("@(Get-Command -Module MLPosh | Where-Object Name -notlike '*-ML*').Count"));
    }

    [Fact]
    public void Engine_types_are_visible_to_scripts() =>
        Assert.Equal("MLPosh.Network", _session.Get<string>("[MLPosh.Network].FullName"));
}
