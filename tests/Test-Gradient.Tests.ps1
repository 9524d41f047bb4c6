BeforeDiscovery {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"
    $parts = foreach ($activation in [MLPosh.Activation]::Names) {
        foreach ($loss in [MLPosh.Loss]::Names) { @{ activation = $activation; loss = $loss } }
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"
    $x = (1, 2), (-1, 0.5), (0.3, -2)
    $data = New-Dataset -X $x -Y 1, 2, 3
    $classes = New-Dataset -X $x -Y a, b, c
    $shares = New-Dataset -X $x -Y (0.5, 0.25, 0.25), (0.1, 0.2, 0.7), (1, 0, 0)
    $dataOf = @{
        CrossEntropy = $classes; NegativeLogLikelihood = $classes; Hinge = $classes; SquaredHinge = $classes
        Perceptron = $classes; KullbackLeibler = $shares; BinaryCrossEntropy = $shares
    }
}

Describe 'Test-Gradient' {
    It 'is true for <activation> and <loss>' -ForEach $parts {
        $fitting = $dataOf[$loss] ?? $data
        $outputs = if ($dataOf[$loss]) { 3 } else { 1 }
        $network = New-Network -Size 2, 5, $outputs -Activation $activation -Seed 1
        Test-Gradient $network $fitting -Loss $loss | Should -BeTrue
    }

    It 'shows both gradients and their difference' {
        $table = Test-Gradient (New-Network -Size 2, 1 -Seed 1) $data -Detailed
        $table.Name | Should -Be '0.weight', '0.bias'
        $table[0].Analytic.Count | Should -Be 2
        $table[0].Numeric.Count | Should -Be 2
        $table.RelativeError | ForEach-Object { $_ | Should -BeLessThan 1e-6 }
    }

    It 'is false where the tolerance is below what numbers can tell' {
        Test-Gradient (New-Network -Size 2, 5, 1 -Activation Tanh -Seed 1) $data -Tolerance 1e-17 | Should -BeFalse
    }

    It 'fails for a tolerance of 0 and for a network that does not fit' {
        { Test-Gradient (New-Network -Size 2, 1) $data -Tolerance 0 } | Should -Throw -ErrorId 'OptionOutOfRange,*'
        { Test-Gradient (New-Network -Size 3, 1) $data } | Should -Throw -ErrorId 'NetworkShapeMismatch,*'
    }
}
