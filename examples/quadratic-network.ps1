# A network learns a parabola: 1-10-6-1 with ReLU between, on samples of y = 8x^2 + 7x + 3.
# Without ReLU the three layers would be one straight line; with it they bend.
#   dotnet run --project src/MLPosh.Shell -- examples/quadratic-network.ps1
#   dotnet run --project src/MLPosh.Shell -- examples/quadratic-network.ps1 -Device Reference -Epoch 300
[CmdletBinding()]
param(
    [string] $Device = 'Cpu',
    [int] $Epoch = 5000,
    [long] $Seed = 1
)

# 1000 points: x uniform between -15 and 15, normal noise of standard deviation 1.
$data = New-Dataset Polynomial -Count 1000 -Range -15, 15 -Coefficient 3, 7, 8 -Noise 1 -Seed $Seed

$network = New-Network -Size 1, 10, 6, 1 -Activation ReLU -Seed $Seed

# Mean absolute error, gradient descent over all points; the loss every 100 epochs. Run with -Verbose to see the speed.
Invoke-Training $network $data -Loss L1 -Optimizer SGD -LearningRate 0.001 -Epoch $Epoch -Every 100 -Device $Device

# All parameters, then how good the fit is.
Get-NetworkParameter $network | ForEach-Object { "$_ = $($_.Value)" }
$measured = Measure-Network $network $data -Loss L1
"mean absolute error = $($measured.Loss), R squared = $($measured.RSquared)"
