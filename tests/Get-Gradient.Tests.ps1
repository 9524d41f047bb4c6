BeforeAll {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"
    $network = New-Network -Size 1, 1 -Seed 1
    Set-NetworkParameter $network 0.weight 1
    Set-NetworkParameter $network 0.bias 0
}

Describe 'Get-Gradient' {
    It 'gives the derivative of the mean loss' {
        # Prediction - target is -1, -2, -3: dMSE/db = 2 * mean = -4, dMSE/dw = 2 * mean of (difference * x) = -28/3.
        $gradient = Get-Gradient $network (New-Dataset -X 1, 2, 3 -Y 2, 4, 6)
        $gradient.Name | Should -Be '0.weight', '0.bias'
        [Math]::Abs($gradient[0].Value[0] + 28 / 3) | Should -BeLessThan 1e-12
        $gradient[1].Value | Should -Be -4
        $gradient[1].Norm | Should -Be 4
        $gradient[0].Shape | Should -Be 1, 1
    }

    It 'takes a loss by name' {
        (Get-Gradient $network (New-Dataset -X 1, 2 -Y 2, 4) -Loss L1)[1].Value | Should -Be -1
    }

    It 'is what a training step follows' {
        $data = New-Dataset -X 1, 2, 3 -Y 2, 4, 6
        $copy = Copy-Network $network
        $gradient = Get-Gradient $copy $data
        $null = Invoke-Training $copy $data -Epoch 1 -LearningRate 0.01 -Precision Double
        $moved = 0 - 0.01 * $gradient[1].Value[0]
        [Math]::Abs((Get-NetworkParameter $copy 0.bias).Value[0] - $moved) | Should -BeLessThan 1e-15
    }

    It 'fails for a network that does not fit, and for classes' {
        { Get-Gradient $network (New-Dataset -X (1, 2), (3, 4) -Y 1, 2) } | Should -Throw -ErrorId 'NetworkShapeMismatch,*'
        { Get-Gradient $network (New-Dataset -X 1, 2 -Y a, b) -Loss MSE } | Should -Throw -ErrorId 'LossMismatch,*'
    }
}
