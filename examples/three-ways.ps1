# Three ways to the minimum of the same loss, as the number of features grows: random search, the normal equation and
# gradient descent. What each gets to, and what it costs.
#   dotnet run --project src/MLPosh.Shell -- examples/three-ways.ps1
#   dotnet run --project src/MLPosh.Shell -- examples/three-ways.ps1 -Try 100 -Epoch 50
[CmdletBinding()]
param(
    [int[]] $Feature = @(1, 10, 100, 500, 1000, 2000),
    [int] $Try = 1000,
    [int] $Epoch = 200,
    [long] $Seed = 1
)

# All in double precision, in which the normal equation always is.
$ways = @(
    @{ Method = 'RandomSearch'; Epoch = $Try; Every = $Try; Precision = 'Double'; Seed = $Seed }
    @{ Method = 'NormalEquation' }
    @{ Method = 'GradientDescent'; Epoch = $Epoch; Every = $Epoch; Precision = 'Double'; LearningRate = 0.5 }
)

# Once before the clock counts: the first call of each also compiles it.
$data = New-Dataset Linear -Count 10 -Range -1, 1 -Seed $Seed
$ways | ForEach-Object { $null = Invoke-Training (New-Network -Size 1, 1 -Seed $Seed) $data @_ }

function Format-Line([string] $Text, [object[]] $Value) {
    [string]::Format([Globalization.CultureInfo]::InvariantCulture, $Text, $Value)
}

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
        Format-Line '{0,4} features  {1,-15}  loss {2,-11:G6}  {3,7:F3} s' $n, $way.Method, $last.Loss, $last.Elapsed.TotalSeconds
    }
}

# Random search gets nowhere with many features: of all directions, hardly one leads down. Gradient descent costs n for
# each point and epoch. The normal equation is exact, and costs n squared for each point and n cubed to solve; with 2n
# points that is n cubed in all.
if ($Feature.Count -gt 1) {
    $from, $to = $Feature[-2, -1]
    foreach ($method in 'NormalEquation', 'GradientDescent') {
        $times = $seconds["$method $to"] / $seconds["$method $from"]
        Format-Line 'from {0} to {1} features: {2} takes {3:F1} times as long' $from, $to, $method, $times
    }
    Format-Line 'n cubed says: {0:F1} times as long' ([Math]::Pow($to / $from, 3))
}
