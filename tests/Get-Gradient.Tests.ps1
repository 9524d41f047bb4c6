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

Describe 'Get-Gradient { expression } -At' {
    It 'derives the product of the lecture' {
        $result = Get-Gradient { ($x + $y) * $z } -At @{ x = -2; y = 5; z = -4 }
        $result.Value | Should -Be -12
        @($result.Gradient.Keys) | Should -Be 'x', 'y', 'z'
        @($result.Gradient.Values) | Should -Be -4, -4, 3
    }

    It 'derives the sigmoid circuit of the lecture' {
        $result = Get-Gradient { 1 / (1 + [Math]::Exp(-($w0 * $x0 + $w1 * $x1 + $w2))) } -At @{
            w0 = 2; w1 = -3; w2 = -3; x0 = -1; x1 = -2
        }
        [Math]::Round($result.Value, 2) | Should -Be 0.73
        $result.Gradient.Values | ForEach-Object { [Math]::Round($_, 2) } | Should -Be -0.2, 0.39, -0.39, -0.59, 0.2
    }

    It 'gives each node with its inputs, local derivatives and gradient' {
        $node = (Get-Gradient { $q = $x + $y; $q * $z } -At @{ x = -2; y = 5; z = -4 }).Node
        $node.Name | Should -Be 'x', 'y', 'q', 'z', '#1'
        $node[4].Operation | Should -Be 'Multiply'
        $node[4].Input | Should -Be 'q', 'z'
        $node[4].LocalDerivative | Should -Be -4, 3
        $node[2].Gradient | Should -Be -4
    }

    It 'computes element by element over lists' {
        $result = Get-Gradient { $a * $x } -At @{ x = 1, 2, 3; a = 2 }
        $result.Value | Should -Be 2, 4, 6
        $result.Gradient.a | Should -Be 1, 2, 3
    }

    It 'agrees with small changes of <name>' -ForEach @(
        foreach ($name in 'x', 'y') { @{ name = $name } }
    ) {
        $f = { [Math]::Tanh($x * $y) + [Math]::Sqrt($y) / [Math]::Cos($x) - (gelu ($x - $y)) }
        $at = @{ x = 0.4; y = 1.7 }
        $up, $down = foreach ($step in 1e-5, -1e-5) {
            $moved = $at.Clone()
            $moved[$name] += $step
            (Get-Gradient $f -At $moved).Value
        }
        [Math]::Abs(($up - $down) / 2e-5 - (Get-Gradient $f -At $at).Gradient[$name]) | Should -BeLessThan 1e-8
    }

    It 'names the node that made a NaN, and warns' {
        $result = Get-Gradient { $x * [Math]::Log($x) } -At @{ x = -1 } -WarningVariable warning -WarningAction SilentlyContinue
        $result.NonFinite | Should -Be '#1'
        $warning | Should -Be '#1 = log(x) is NaN.'
    }

    It 'fails for what it does not support, and never runs it' {
        { Get-Gradient { Remove-Item $PSCommandPath } -At @{} } | Should -Throw -ErrorId 'ExpressionNotSupported,*'
        $PSCommandPath | Should -Exist
    }

    It 'fails for a variable without a value and for a value without a variable' {
        { Get-Gradient { $x * $y } -At @{ x = 1 } } | Should -Throw -ErrorId 'ParameterNotFound,*'
        { Get-Gradient { $x } -At @{ x = 1; y = 1 } } | Should -Throw -ErrorId 'ParameterNotFound,*'
    }
}
