BeforeAll {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"
    $data = New-Dataset Polynomial -Count 200 -Range -1, 1 -Coefficient 3, 7, 8 -Noise 0.1 -Seed 1
    $network = New-Network -Size 1, 10, 6, 1 -Seed 1
}

Describe 'Find-LearningRate' {
    It 'gives one object with a suggestion and a curve, and leaves the network' {
        $before = "$((Get-NetworkParameter $network).Value)"
        $found = Find-LearningRate $network $data
        $found | Should -HaveCount 1
        $found.Suggestion | Should -BeOfType double
        $found.IsClear | Should -BeTrue
        $found.Curve[0].LearningRate | Should -Be 1e-6
        $found.Curve.Count | Should -BeLessOrEqual 100
        ($found.Curve | Sort-Object SmoothedLoss)[0].LearningRate / 10 | Should -Be $found.Suggestion
        ($found.Curve | Measure-Object Loss -Minimum).Minimum | Should -BeLessThan $found.Curve[0].Loss
        "$((Get-NetworkParameter $network).Value)" | Should -BeExactly $before
    }

    It 'suggests a rate that <name> trains well with' -ForEach @(
        @{ name = 'SGD'; options = @{} }
        @{ name = 'L1'; options = @{ Loss = 'L1' } }
        @{ name = 'Momentum in batches'; options = @{ Momentum = 0.9; BatchSize = 16; Shuffle = $true; Seed = 1 } }
        @{ name = 'Adam in batches'; options = @{ Optimizer = 'Adam'; BatchSize = 50; Shuffle = $true; Seed = 1 } }
        @{ name = 'RMSProp'; options = @{ Optimizer = 'RMSProp' } }
        @{ name = 'double precision'; options = @{ Precision = 'Double' } }
    ) {
        $found = Find-LearningRate $network $data @options
        $epochs = Invoke-Training (Copy-Network $network) $data @options -LearningRate $found.Suggestion -Epoch 100
        $epochs[-1].Loss | Should -BeLessThan ($epochs[0].Loss / 2)
    }

    It 'takes an optimizer with settings of its own' {
        $found = Find-LearningRate $network $data -Optimizer (New-Optimizer Adam -AmsGrad)
        $found.Optimizer.AmsGrad | Should -BeTrue
        $found.Optimizer.LearningRate | Should -Be $found.Suggestion
        $epochs = $found | Invoke-Training (Copy-Network $network) $data
        $epochs[-1].Loss | Should -BeLessThan ($epochs[0].Loss / 3)
    }

    It 'finds a rate for classes' {
        $ring = New-Dataset Ring -Count 300 -Seed 1
        $classifier = New-Network -Size 2, 16, 1 -Activation Tanh -Seed 1
        $found = Find-LearningRate $classifier $ring -Optimizer Adam
        $found.Loss | Should -Be BinaryCrossEntropy
        ($found | Invoke-Training $classifier $ring -Epoch 200)[-1].Accuracy | Should -BeGreaterThan 0.9
    }

    It 'is repeated by its seed' {
        $first = Find-LearningRate $network $data -BatchSize 10 -Shuffle
        $again = Find-LearningRate $network $data -BatchSize 10 -Shuffle -Seed $first.Seed
        $again.Curve.Loss | Should -Be $first.Curve.Loss
        $again.Suggestion | Should -Be $first.Suggestion
    }

    It 'exports its curve as any objects' {
        $path = Join-Path $TestDrive curve.csv
        $found = Find-LearningRate $network $data -Step 30
        $found.Curve | Export-Csv $path
        $rows = Import-Csv $path
        $rows[0].PSObject.Properties.Name | Should -Be LearningRate, Loss, SmoothedLoss
        [double] $rows[3].Loss | Should -Be $found.Curve[3].Loss
    }

    It 'warns and suggests a number where <name>' -ForEach @(
        @{ name = 'there is one step'; options = @{ Step = 1 }; text = '*did not clearly fall*'; expected = 0.01 }
        @{ name = 'the range begins too high'; options = @{ Minimum = 1e5; Maximum = 1e6 }; text = '*ran away*'; expected = 1e5 }
        @{ name = 'the range is too low'; options = @{ Minimum = 1e-12; Maximum = 1e-10 }; text = '*did not clearly fall*'; expected = 1e-10 }
    ) {
        $found = Find-LearningRate $network $data @options -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -HaveCount 1
        $warnings[0] | Should -BeLike $text
        $found.Suggestion | Should -Be $expected
        $found.IsClear | Should -BeFalse
    }

    It 'warns where the loss is not finite from the start' {
        $large = New-Dataset -X 1e30, 2e30 -Y 1e30, 3e30
        $found = Find-LearningRate (New-Network -Size 1, 1 -Seed 1) $large -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -HaveCount 1
        $found.Suggestion | Should -Be 1e-6
        $found.Curve | Should -HaveCount 0
    }

    It 'refuses <name>' -ForEach @(
        @{ name = 'a minimum of 0'; options = @{ Minimum = 0 }; text = 'Minimum is 0*' }
        @{ name = 'a maximum below the minimum'; options = @{ Minimum = 1; Maximum = 0.1 }; text = 'Maximum is 0.1; it must be above Minimum, 1.' }
        @{ name = 'no step'; options = @{ Step = 0 }; text = 'Step is 0*' }
        @{ name = 'a batch larger than the data'; options = @{ BatchSize = 201 }; text = 'BatchSize is 201*' }
    ) {
        { Find-LearningRate $network $data @options } | Should -Throw -ErrorId 'OptionOutOfRange,MLPosh.Commands.FindLearningRateCommand' -ExpectedMessage $text
    }
}
