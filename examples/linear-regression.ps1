# Linear regression by gradient descent: find the 2 and the 3 of y = 2x + 3 in noisy samples.
# Runs in PowerShell 7.6 with the module imported, and without PowerShell:
#   dotnet run --project src/MLPosh.Shell -- examples/linear-regression.ps1
[CmdletBinding()]
param(
    [int] $Epoch = 1000,
    [long] $Seed = 1
)

# 1000 points: x uniform between -10 and 10, y = 2x + 3 + normal noise of standard deviation 0.2.
$data = New-Dataset Linear -Count 1000 -Range -10, 10 -Slope 2 -Intercept 3 -Noise 0.2 -Seed $Seed

# One linear unit: one weight, one bias.
$network = New-Network -Size 1, 1 -Seed $Seed

# All points at once, mean absolute error, plain gradient descent; the loss every 10 epochs.
Invoke-Training $network $data -Loss L1 -Optimizer SGD -LearningRate 0.01 -Epoch $Epoch -Every 10

# What it learned: weight near 2, bias near 3.
Get-NetworkParameter $network | ForEach-Object { "$_ = $($_.Value)" }
