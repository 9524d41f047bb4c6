#requires -Version 7.6
# A sweep and its report: what each optimizer and learning rate came to over several seeds, as a table, a CSV file and a chart.
#   pwsh examples/sweep-report.ps1
#   pwsh examples/sweep-report.ps1 -Path report -Epoch 500
[CmdletBinding()]
param(
    # The folder for trials.csv and losses.svg; made if need be.
    [string] $Path = 'sweep-report',

    [int] $Epoch = 300,

    [int] $SeedCount = 3
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module MLPosh)) { Import-Module "$PSScriptRoot/../out/MLPosh" }
$null = New-Item $Path -ItemType Directory -Force

$data = New-Dataset Moons -Count 600 -Noise 0.15 -Seed 1
$train, $test = $data | Split-Dataset -Fraction 0.7, 0.3 -Stratify -Seed 1
$network = New-Network -Size 2, 12, 2 -Activation Tanh -Seed 1

# Two grids in one sweep: a momentum is SGD's alone.
$rates = 0.001, 0.003, 0.01, 0.03, 0.1, 0.3
$seeds = 1..$SeedCount
$sweep = @(
    @{ Optimizer = 'SGD'; Momentum = 0.9; LearningRate = $rates; Epoch = $Epoch; Seed = $seeds }
    @{ Optimizer = 'Adam'; LearningRate = $rates; Epoch = $Epoch; Seed = $seeds }
)
$trials = Invoke-Sweep $network $train -Validation $test -Parameter $sweep

# Every trial, for a spreadsheet.
$trials | Export-Csv (Join-Path $Path trials.csv)

# Seeds are chance: what counts is their mean.
$means = $trials | Group-Object Optimizer, LearningRate | ForEach-Object {
    $loss = $_.Group | Measure-Object BestLoss -Average -StandardDeviation
    [pscustomobject]@{
        Optimizer    = $_.Group[0].Optimizer
        LearningRate = $_.Group[0].LearningRate
        MeanLoss     = $loss.Average
        Deviation    = $loss.StandardDeviation
        Accuracy     = ($_.Group | Measure-Object Accuracy -Average).Average
    }
}
$means | Sort-Object MeanLoss

# The chart: mean loss over learning rate, both in powers of ten, a line an optimizer.
function Get-X([double] $Rate) { 80 + 140 * ([Math]::Log10($Rate) + 3) }
function Get-Y([double] $Loss) { 60 - 120 * [Math]::Log10($Loss) }
$colors = @{ SGD = '#d55e00'; Adam = '#0072b2' }
$text = [Globalization.CultureInfo]::InvariantCulture
$lines = $means | Where-Object { [double]::IsFinite($_.MeanLoss) } | Group-Object Optimizer | ForEach-Object {
    $points = $_.Group | Sort-Object LearningRate | ForEach-Object {
        [string]::Format($text, '{0:F1},{1:F1}', (Get-X $_.LearningRate), (Get-Y $_.MeanLoss))
    }
    $color = $colors[$_.Name]
    "<polyline points='$points' fill='none' stroke='$color' stroke-width='2'/>"
    "<text x='440' y='$(60 + 20 * [array]::IndexOf(@('SGD', 'Adam'), $_.Name))' fill='$color'>$($_.Name)</text>"
}
$ticks = $rates | ForEach-Object { [string]::Format($text, "<text x='{0:F0}' y='390' text-anchor='middle'>{1}</text>", (Get-X $_), $_) }
$levels = 1, 0.1, 0.01 | ForEach-Object { [string]::Format($text, "<text x='70' y='{0:F0}' text-anchor='end'>{1}</text>", (Get-Y $_), $_) }
$chart = Join-Path $Path losses.svg
@(
    "<svg xmlns='http://www.w3.org/2000/svg' width='520' height='420' font-family='sans-serif' font-size='12'>"
    "<text x='260' y='20' text-anchor='middle'>Validation loss by learning rate, mean of $SeedCount seeds</text>"
    $ticks; $levels; $lines
    '</svg>'
) | Set-Content $chart
"Wrote $(Join-Path $Path trials.csv) and $chart."
