# One piece of work as a script does it with this module; prints the seconds of one unit (an epoch, a step, a run).
#   mlposh works.ps1 -Work quadratic -ThreadCount 1
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Work,

    [int] $ThreadCount = 1,

    # Runs after the first, which compiles; the median counts. Without any, the first one counts: a cold start.
    [int] $Repeat = 5
)

$ErrorActionPreference = 'Stop'

function Get-Line { New-Dataset Linear -Count 1000 -Slope 2 -Intercept 3 -Noise 0.2 -Seed 1 }
function Get-Curve([int] $Count = 1000) {
    New-Dataset Polynomial -Count $Count -Range -15, 15 -Coefficient 3, 7, 8 -Noise 1 -Seed 1
}

$line = @{ Loss = 'L1'; LearningRate = 0.01; ThreadCount = $ThreadCount }
$curve = @{ Loss = 'L1'; LearningRate = 0.001; ThreadCount = $ThreadCount }
$batches = @{ Optimizer = 'Adam'; BatchSize = 128; Shuffle = $true; Seed = 1; ThreadCount = $ThreadCount }

# Each work: its data, a network to start from, what is timed and how many units that is.
$works = @{
    line             = @{ Data = { Get-Line }; Network = { New-Network -Size 1, 1 -Seed 1 }; Options = $line; Epoch = 1000; Units = 1000 }
    quadratic        = @{ Data = { Get-Curve }; Network = { New-Network -Size 1, 10, 6, 1 -Seed 1 }; Options = $curve; Epoch = 5000; Units = 5000 }
    'quadratic-few'  = @{ Data = { Get-Curve }; Network = { New-Network -Size 1, 10, 6, 1 -Seed 1 }; Options = $curve + @{ Every = 5000 }; Epoch = 5000; Units = 5000 }
    digits           = @{ Data = { New-Dataset Blobs -Count 1280 -Dimension 784 -ClassCount 10 -Seed 1 }; Network = { New-Network -Size 784, 512, 256, 10 -Seed 1 }; Options = $batches; Epoch = 10; Units = 100 }
    lstm             = @{ Data = { New-Dataset -X (Get-Sequence -Count 640 -Time 28 -Feature 28) -Y (1..640 | ForEach-Object { "c$($_ % 10)" }) }; Network = { New-Network '28x28', 'LSTM(128)', 'Linear(10)' -Seed 1 }; Options = $batches; Epoch = 3; Units = 15 }
    'growth-samples' = @{ Data = { Get-Curve 10000 }; Network = { New-Network -Size 1, 10, 6, 1 -Seed 1 }; Options = $curve + @{ Every = 1000 }; Epoch = 1000; Units = 1000 }
    'growth-width'   = @{ Data = { Get-Curve }; Network = { New-Network -Size 1, 50, 14, 1 -Seed 1 }; Options = $curve + @{ Every = 1000 }; Epoch = 1000; Units = 1000 }
    'growth-depth'   = @{ Data = { Get-Curve }; Network = { New-Network -Size (@(1, 10) + @(9) * 9 + 1) -Seed 1 }; Options = $curve + @{ Every = 1000 }; Epoch = 1000; Units = 1000 }
    'growth-epochs'  = @{ Data = { Get-Curve }; Network = { New-Network -Size 1, 10, 6, 1 -Seed 1 }; Options = $curve + @{ Every = 50000 }; Epoch = 50000; Units = 1 }
    rates            = @{ Data = { Get-Curve }; Network = { New-Network -Size 1, 10, 6, 1 -Seed 1 } }
    'rates-at-once'  = @{ Data = { Get-Curve }; Network = { New-Network -Size 1, 10, 6, 1 -Seed 1 } }
    'quadratic-run'  = @{ Data = { Get-Curve }; Network = { New-Network -Size 1, 10, 6, 1 -Seed 1 }; Options = $curve + @{ Every = 100 }; Epoch = 5000; Units = 1 }
}

function Get-Sequence([int] $Count, [int] $Time, [int] $Feature) {
    $rows = [double[, , ]]::new($Count, $Time, $Feature)
    for ($s = 0; $s -lt $Count; $s++) {
        for ($t = 0; $t -lt $Time; $t++) {
            for ($f = 0; $f -lt $Feature; $f++) { $rows[$s, $t, $f] = [Math]::Sin($s * 31 + $t * 7 + $f) }
        }
    }
    , $rows
}

function Measure-Rate([object] $Network, [object] $Data, [int] $AtOnce) {
    $rates = 1..64 | ForEach-Object { 0.0001 * $_ }
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $trials = Invoke-Sweep $Network $Data -ThrottleLimit $AtOnce -Parameter @{ LearningRate = $rates; Loss = 'L1'; Epoch = 5000 }
    $clock.Stop()
    if (@($trials).Count -ne 64) { throw "There are $(@($trials).Count) results, not 64." }
    foreach ($trial in $trials) { if ($trial.State -ne 'Completed') { throw "Trial $($trial.Trial) is $($trial.State)." } }
    $clock.Elapsed.TotalSeconds
}

$chosen = $works[$Work]
$data = & $chosen.Data
$options = $chosen.Options
$seconds = 0..$Repeat | ForEach-Object {
    $network = & $chosen.Network
    switch ($Work) {
        'rates' { Measure-Rate -Network $network -Data $data -AtOnce $ThreadCount }

        # How many times the rate of one at once so many at once have, each pair in turn: a machine's rate changes as it likes.
        'rates-at-once' {
            $one = Measure-Rate -Network $network -Data $data -AtOnce 1
            $one / (Measure-Rate -Network $network -Data $data -AtOnce $ThreadCount)
        }
        default {
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            $epochs = Invoke-Training $network $data @options -Epoch $chosen.Epoch
            $clock.Stop()
            if ($epochs[-1].StopReason -ne 'Completed') { throw 'The training did not complete.' }
            $clock.Elapsed.TotalSeconds / $chosen.Units
        }
    }
}

$counted = if ($Repeat -eq 0) { $seconds } else { @($seconds)[1..$Repeat] }
$ordered = [double[]] @($counted)
[Array]::Sort($ordered)
$ordered[[int][Math]::Floor($ordered.Length / 2)].ToString('R', [cultureinfo]::InvariantCulture)

# The most memory that the process has held, in bytes.
$status = [System.IO.File]::ReadAllText('/proc/self/status')
[long] [regex]::Match($status, 'VmHWM:\s+(\d+)').Groups[1].Value * 1024
