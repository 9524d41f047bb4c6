# Three hard cases for a linear classifier: no line separates their classes, and a small network does.
#   dotnet run --project src/MLPosh.Shell -- examples/hard-cases.ps1
[CmdletBinding()]
param(
    [int] $Epoch = 200,
    [long] $Seed = 1
)

# Parity: is the number of positive pixels odd? Ring: is the point's norm from 1 to 2? ThreeModes: is it in one of three clouds?
$cases = [ordered]@{
    Parity     = New-Dataset Parity -Dimension 3 -Count 4000 -Seed $Seed
    Ring       = New-Dataset Ring -Count 4000 -Seed $Seed
    ThreeModes = New-Dataset ThreeModes -Count 4000 -Seed $Seed
}

$cases.GetEnumerator() | ForEach-Object {
    # A fifth of the samples is held out: accuracy is measured on points that the training has not seen.
    $train, $test = $_.Value | Split-Dataset -Fraction 0.8, 0.2 -Seed $Seed
    $size = $train.InputSize

    $linear = New-Network $size, 'Linear(2)' -Seed $Seed
    $network = New-Network $size, 'Linear(32)', 'ReLU', 'Linear(32)', 'ReLU', 'Linear(2)' -Seed $Seed

    $settings = @{
        Loss         = 'CrossEntropy'
        Optimizer    = 'SGD'
        LearningRate = 0.05
        Momentum     = 0.9
        Epoch        = $Epoch
        BatchSize    = 64
        Shuffle      = $true
        Seed         = $Seed
    }
    $null = Invoke-Training $linear $train @settings
    $null = Invoke-Training $network $train @settings

    [pscustomobject]@{
        Case    = $_.Key
        Linear  = (Measure-Network $linear $test).Accuracy
        Network = (Measure-Network $network $test).Accuracy
    }
}
