# Four autoencoders: networks that learn to give back what they get, by way of a code.
#   dotnet run --project src/MLPosh.Shell -- examples/autoencoders.ps1
[CmdletBinding()]
param(
    [int] $Epoch = 400,
    [long] $Seed = 1
)

$training = @{ Optimizer = 'Adam'; LearningRate = 0.01; Epoch = $Epoch; Every = $Epoch; Seed = $Seed }

# Eight numbers a sample, around six centers. The targets of the dataset, its classes, play no part.
$cloud = @{ Kind = 'Blobs'; Count = 600; Dimension = 8; ClassCount = 6; Seed = $Seed }
$data = New-Dataset @cloud -Standardize

# 1. Through two numbers and back. Without hidden layers a plane is the best there is; with them the code can bend.
foreach ($hidden in @{}, @{ HiddenSize = 32; Activation = 'Tanh' }) {
    $network = New-Network -Kind AutoEncoder -InputSize 8 -CodeSize 2 -Seed $Seed @hidden
    $null = Invoke-Training $network $data @training
    [pscustomobject]@{
        Network = $(if ($hidden.Count) { 'AutoEncoder' } else { 'AutoEncoder, linear' })
        Value   = (Measure-Network $network $data).RSquared
        Meaning = 'R squared after a code of 2 numbers'
    }
}

# 2. The centers alone, and the same samples with noise: the network has seen the clean ones, spoilt by noise of its own.
$clean = New-Dataset @cloud -Noise 0
$noisy = New-Dataset @cloud -Noise 3
$network = New-Network -Kind DenoisingAutoEncoder -InputSize 8 -HiddenSize 32 -CodeSize 3 -NoiseDeviation 3 -Seed $Seed
$null = Invoke-Training $network $clean @training
$before, $after, $i = 0, 0, 0
Invoke-Network $network $noisy | ForEach-Object {
    foreach ($value in $_.Value) {
        $before += ($noisy.X[$i] - $clean.X[$i]) * ($noisy.X[$i] - $clean.X[$i])
        $after += ($value - $clean.X[$i]) * ($value - $clean.X[$i])
        $i++
    }
}
[pscustomobject]@{
    Network = $network.Kind
    Value   = $after / $before
    Meaning = 'share of the squared noise that is left'
}

# 3. New points that resemble two half moons, out of normal numbers.
$moons = New-Dataset Moons -Count 400 -Noise 0.05 -Seed $Seed -Standardize
$network = New-Network -Kind VariationalAutoEncoder -InputSize 2 -HiddenSize 32, 32 -CodeSize 2 -Beta 0.1 -Activation Tanh -Seed $Seed
$null = Invoke-Training $network $moons @training -BatchSize 100 -Shuffle
$near = 0
Invoke-Network $network -Sample 100 -Seed $Seed | ForEach-Object {
    $least = [double]::PositiveInfinity
    for ($i = 0; $i -lt $moons.X.Count; $i += 2) {
        $x, $y = ($_.Value[0] - $moons.X[$i]), ($_.Value[1] - $moons.X[$i + 1])
        $least = [Math]::Min($least, $x * $x + $y * $y)
    }
    if ($least -lt 0.3 * 0.3) {
        $near++
    }
}
[pscustomobject]@{
    Network = $network.Kind
    Value   = $near / 100
    Meaning = 'share of new points near a moon'
}

# 4. A code larger than the input, of which few units are active at a time.
$network = New-Network -Kind SparseAutoEncoder -InputSize 8 -CodeSize 16 -Sparsity 0.2 -Seed $Seed
$null = Invoke-Training $network $data @training
$sum = 0
Invoke-Network $network $data -InnerLayer 1 | ForEach-Object { foreach ($unit in $_.Value) { $sum += $unit } }
[pscustomobject]@{
    Network = $network.Kind
    Value   = $sum / $data.Count / 16
    Meaning = 'mean activation (0.2 was asked for)'
}
