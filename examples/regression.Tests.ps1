# A regression check of one's own: run it with Invoke-Pester whenever something changed that results depend on.
BeforeAll {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"

    function Get-Fit([long] $Seed) {
        $data = New-Dataset Linear -Count 1000 -Slope 2 -Intercept 3 -Noise 0.2 -Seed $Seed
        $network = New-Network -Size 1, 1 -Seed $Seed
        $last = Invoke-Training $network $data -Loss L1 -LearningRate 0.01 -Epoch 1000 -Every 1000 | Select-Object -Last 1
        [pscustomobject]@{
            Loss   = $last.Loss
            Weight = (Get-NetworkParameter $network 0.weight).Value[0]
            Bias   = (Get-NetworkParameter $network 0.bias).Value[0]
        }
    }
}

Describe 'Linear regression' {
    BeforeAll {
        $fit = Get-Fit -Seed 1
    }

    It 'ends with a loss below its bound' {
        # Noise of standard deviation 0.2 has a mean absolute value of 0.16; no line can do better.
        $fit.Loss | Should -BeLessThan 0.17
    }

    It 'finds the slope and the intercept' {
        $fit.Weight | Should -BeGreaterThan 1.99
        $fit.Weight | Should -BeLessThan 2.01
        $fit.Bias | Should -BeGreaterThan 2.95
        $fit.Bias | Should -BeLessThan 3.05
    }

    It 'gives the same numbers for the same seed' {
        $again = Get-Fit -Seed 1
        $again.Loss | Should -BeExactly $fit.Loss
        $again.Weight | Should -BeExactly $fit.Weight
        $again.Bias | Should -BeExactly $fit.Bias
    }

    It 'gives other numbers for another seed' {
        (Get-Fit -Seed 2).Weight | Should -Not -Be $fit.Weight
    }
}
