# Three ways to the minimum of the same loss, as the number of features grows: random search, the normal equation and
# gradient descent. What each gets to, and what it costs.
#   dotnet run --project src/MLPosh.Shell -- examples/three-ways.ps1
#   dotnet run --project src/MLPosh.Shell -- examples/three-ways.ps1 -Feature 1,10,100 -Try 200
[CmdletBinding()]
param(
    [int[]] $Feature = @(1, 10, 100, 500, 1000, 2000),
    [int] $Try = 1000,
    [int] $Epoch = 200,
    [long] $Seed = 1
)

$ways = @(
    @{ Method = 'RandomSearch'; Epoch = $Try; Every = $Try; Seed = $Seed }
    @{ Method = 'NormalEquation' }
    @{ Method = 'GradientDescent'; Epoch = $Epoch; Every = $Epoch; LearningRate = 0.5 }
)

# Once before the clock counts: the first call of each also compiles it.
$data = New-Dataset Linear -Count 10 -Seed $Seed
$ways | ForEach-Object { $null = Invoke-Training (New-Network -Size 1, 1 -Seed $Seed) $data @_ }

$seconds = @{}
foreach ($n in $Feature) {
    # Twice as many points as features (at least 1000), noise of variance 0.01: no method can get far below that loss.
    $slope = 1..$n | ForEach-Object { [Math]::Sin($_) }
    $data = New-Dataset Linear -Count ([Math]::Max(1000, 2 * $n)) -Range -1, 1 -Slope $slope -Noise 0.1 -Seed $Seed

    foreach ($way in $ways) {
        # All three start from the same network.
        $network = New-Network -Size $n, 1 -Seed $Seed
        $last = (Invoke-Training $network $data @way)[-1]
        $seconds["$($way.Method) $n"] = $last.Elapsed.TotalSeconds
        [pscustomobject]@{
            Features = $n
            Method   = $way.Method
            Loss     = [Math]::Round($last.Loss, 6)
            Seconds  = [Math]::Round($last.Elapsed.TotalSeconds, 3)
        }
    }
}

# Random search gets nowhere with many features: of all directions, hardly one leads down. Gradient descent costs n for
# each point and epoch. The normal equation is exact, and costs n squared for each point and n cubed to solve; with 2n
# points that is n cubed in all.
if ($Feature.Count -gt 1) {
    $from, $to = $Feature[-2, -1]
    foreach ($method in 'NormalEquation', 'GradientDescent') {
        $times = $seconds["$method $to"] / $seconds["$method $from"]
        "$method from $from to $to features: $([Math]::Round($times, 1)) times as long"
    }
    "n cubed says: $([Math]::Round([Math]::Pow($to / $from, 3), 1)) times as long"
}
