BeforeAll {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"
    $network = New-Network -Size 1, 1 -Seed 1
    Set-NetworkParameter $network 0.weight 2
    Set-NetworkParameter $network 0.bias 3
}

Describe 'Measure-Network' {
    It 'measures numbers by loss and R squared' {
        $measured = Measure-Network $network (New-Dataset -X 0, 1, 2 -Y 3, 5, 10)
        $measured.Loss | Should -Be 3
        $measured.LossName | Should -Be 'MSE'
        [Math]::Abs($measured.RSquared - (1 - 9 / 26)) | Should -BeLessThan 1e-9
        $measured.Accuracy | Should -BeNullOrEmpty
        (Measure-Network $network (New-Dataset -X 0, 1, 2 -Y 3, 5, 10) -Loss L1).Loss | Should -Be 1
    }

    It 'measures classes by accuracy and confusion' {
        $classifier = New-Network -Size 1, 2 -Seed 1
        Set-NetworkParameter $classifier 0.weight -1, 1
        Set-NetworkParameter $classifier 0.bias 0, 0
        $measured = New-Dataset -X -1, -2, 3, 4 -Y a, b, b, b | Measure-Network $classifier
        $measured.Accuracy | Should -Be 0.75
        $measured.Confusion[0] | Should -Be 1, 0
        $measured.Confusion[1] | Should -Be 1, 2
        $measured.LossName | Should -Be 'CrossEntropy'
    }

    It 'has no R squared for one row' {
        (Measure-Network $network (New-Dataset -X 1 -Y 5)).RSquared | Should -BeNullOrEmpty
    }

    It 'fails with <id> for <name>' -ForEach @(
        @{ name = 'another input size'; id = 'NetworkShapeMismatch'; x = @(, @(1, 2)); y = 1; options = @{} }
        @{ name = 'classes and a loss for numbers'; id = 'LossMismatch'; x = 1, 2; y = 'a', 'b'; options = @{ Loss = 'L1' } }
        @{ name = 'an unknown loss'; id = 'LossNotRecognized'; x = 1; y = 1; options = @{ Loss = 'Foo' } }
    ) {
        { Measure-Network $network (New-Dataset -X $x -Y $y) @options } |
            Should -Throw -ErrorId "$id,MLPosh.Commands.MeasureNetworkCommand"
    }
}
