# Runs one of the sweeps of run.sh, here or on the cluster, and writes a line a trial: all that has to be the same.
param([string] $name, [string] $store, [hashtable] $option = @{ array = 2 })

$ErrorActionPreference = 'Stop'
$data = New-Dataset Linear -Count 1000 -Slope 2 -Intercept 1 -Range -1, 1 -Noise 0.1 -Seed 1
$network = New-Network -Size 1, 4, 1 -Activation Tanh -Seed 1
$ring = New-Dataset Ring -Count 100 -Seed 2
$sweep = @{
    # Everything that a trial can vary: the network's numbers, its sizes, objects as values, what cannot be trained.
    Grid = @{
        Network = $network; Dataset = $data; Validation = New-Dataset Linear -Count 50 -Slope 2 -Range -1, 1 -Seed 3
        Parameter = @{ HiddenSize = 3, 5; LearningRate = 0.1, 0.01; Seed = 1, 2; Epoch = 5; BatchSize = 100; Shuffle = $true },
            @{ Optimizer = (New-Optimizer Adam -LearningRate 0.02 -AmsGrad), 'RMSProp'; Schedule = New-Schedule Cosine; Epoch = 5; BatchSize = 5000, 50 }
    }
    Script = @{
        Network = { New-Network 2, "Linear($($_.Width))", 'Tanh', 'BatchNorm', 'Linear(1)' -Seed 4 }; Dataset = $ring; Fold = 3
        Parameter = @{ Width = 2, 3, 4; LearningRate = 'LogUniform(0.01, 1)'; Epoch = 20 }; Strategy = 'Sobol'; Count = 6
    }
    Halving = @{
        Network = $network; Dataset = $data; Strategy = 'Halving'; MinEpoch = 2
        Parameter = @{ LearningRate = 0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 1e6; Epoch = 20 }
    }
    # Long enough to be stopped while most of it is left, however late the first result is seen.
    Long = @{ Network = $network; Dataset = $data; Parameter = @{ LearningRate = 1..24 | ForEach-Object { $_ / 200 }; BatchSize = 10; Epoch = 2000 } }
}[$name]
if ($store) {
    $sweep += @{ Path = $store; Cluster = 'Slurm'; ClusterOption = $option }
}

Invoke-Sweep @sweep -Seed 9 -ErrorAction SilentlyContinue -ErrorVariable failed | ForEach-Object {
    '{0} {1} {2:R} {3:R} {4} {5} {6:R} {7} {8}' -f $_.Trial, $_.State, $_.FinalLoss, $_.BestLoss, $_.BestEpoch, $_.Epochs, $_.Accuracy, $_.Seed, $_.Error
}
"$($failed.Count) failed"
