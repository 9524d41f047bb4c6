# Which learning rate suits the lecture's second program? Tries many at once, on all cores.
#   dotnet run --project src/MLPosh.Shell -- examples/learning-rate-sweep.ps1
#   dotnet run --project src/MLPosh.Shell -- examples/learning-rate-sweep.ps1 -Count 64 -Epoch 5000
[CmdletBinding()]
param(
    [int] $Count = 16,
    [int] $Epoch = 1000,
    [long] $Seed = 1
)

$data = New-Dataset Polynomial -Count 1000 -Range -15, 15 -Coefficient 3, 7, 8 -Noise 1 -Seed $Seed
$train, $test = $data | Split-Dataset -Fraction 0.8, 0.2 -Seed $Seed
$network = New-Network -Size 1, 10, 6, 1 -Activation ReLU -Seed $Seed

# Sobol spreads the rates evenly over the powers of ten, from a ten-thousandth to one.
$sweep = @{
    Parameter  = @{ LearningRate = 'LogUniform(1e-4, 1)'; Epoch = $Epoch; Loss = 'L1' }
    Validation = $test
    Strategy   = 'Sobol'
    Count      = $Count
    Seed       = $Seed
}
$trials = Invoke-Sweep $network $train @sweep
$trials

# A trial's properties are named as Invoke-Training's parameters, so the best one trains the network itself: to the same bits.
$best = $null
foreach ($trial in $trials) {
    if ($null -eq $best -or $trial.BestLoss -lt $best.BestLoss) { $best = $trial }
}

$epochs = $best | Invoke-Training $network $train -Validation $test -RestoreBest
[string]::Format(
    [Globalization.CultureInfo]::InvariantCulture,
    'Best learning rate {0:G3}: validation loss {1:F2} in epoch {2}; the network has it now: {3:F2}',
    $best.LearningRate, $best.BestLoss, $best.BestEpoch, (Measure-Network $network $test -Loss L1).Loss)
if ($epochs[-1].BestLoss -ne $best.BestLoss) { throw 'The same trial came to other numbers.' }
