BeforeAll {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"
    $data = New-Dataset Linear -Count 40 -Slope 2 -Range -1, 1 -Noise 0.1 -Seed 1
    $network = New-Network -Size 1, 1 -Seed 1
}

Describe 'New-SearchSpace' {
    It 'makes <expected>' -ForEach @(
        @{ options = @{ Kind = 'loguniform'; Minimum = 1e-4; Maximum = 1 }; expected = 'LogUniform(0.0001, 1)' }
        @{ options = @{ Kind = 'Uniform'; Minimum = -1; Maximum = 1.5 }; expected = 'Uniform(-1, 1.5)' }
        @{ options = @{ Kind = 'Integer'; Minimum = 8; Maximum = 64 }; expected = 'Integer(8, 64)' }
        @{ options = @{ Kind = 'Choice'; Value = 16, 32, 64 }; expected = 'Choice(16, 32, 64)' }
        @{ options = @{ Kind = 'Choice'; Value = 'LogUniform(1, 2)' }; expected = 'Choice(LogUniform(1, 2))' }
        @{ options = @{ Kind = 'Uniform'; Minimum = 2; Maximum = 2 }; expected = 'Uniform(2, 2)' }
    ) {
        "$(New-SearchSpace @options)" | Should -BeExactly $expected
    }

    It 'is a value of a sweep, the same as its text' {
        $texts = @{ LearningRate = 'LogUniform(1e-3, 0.5)'; BatchSize = 'Integer(4, 20)'; Momentum = 'Uniform(0, 0.9)'; Loss = 'Choice(MSE, L1)' }
        $objects = @{
            LearningRate = New-SearchSpace LogUniform -Minimum 1e-3 -Maximum 0.5
            BatchSize = New-SearchSpace Integer -Minimum 4 -Maximum 20
            Momentum = New-SearchSpace Uniform -Minimum 0 -Maximum 0.9
            Loss = New-SearchSpace Choice -Value MSE, L1
        }
        $first = Invoke-Sweep $network $data -Parameter $texts -Strategy Random -Count 6 -Seed 3
        $again = Invoke-Sweep $network $data -Parameter $objects -Strategy Random -Count 6 -Seed 3
        $again.FinalLoss | Should -Be $first.FinalLoss
        $first.LearningRate | ForEach-Object { $_ | Should -BeGreaterOrEqual 1e-3; $_ | Should -BeLessOrEqual 0.5 }
        $first.BatchSize | ForEach-Object { $_ | Should -BeOfType int }
    }

    It 'takes lists and objects as choices' {
        $sizes = New-SearchSpace Choice -Value (1, 2, 1), (1, 3, 3, 1)
        $trials = Invoke-Sweep $network $data -Parameter @{ Size = $sizes; Epoch = 2 }
        $trials.Size | ForEach-Object { $_ -join ',' } | Should -Be 1, 2, 1, 1, 3, 3, 1
        $one = New-SearchSpace Choice -Value (, (1, 2, 1))
        (Invoke-Sweep $network $data -Parameter @{ Size = $one; Epoch = 2 }).Size | Should -Be 1, 2, 1
        $ways = New-SearchSpace Choice -Value (New-Optimizer SGD -Momentum 0.5), (New-Optimizer Adam)
        $adam = (Invoke-Sweep $network $data -Parameter @{ Optimizer = $ways; Epoch = 3 })[1]
        (Invoke-Training (Copy-Network $network) $data -Optimizer Adam -Epoch 3)[-1].Loss | Should -BeExactly $adam.FinalLoss
    }

    It 'refuses <name>' -ForEach @(
        @{ name = 'a maximum below the minimum'; options = @{ Kind = 'Uniform'; Minimum = 1; Maximum = 0 }; text = 'Uniform(1, 0) is a range*not below the first*' }
        @{ name = 'a LogUniform from 0'; options = @{ Kind = 'LogUniform'; Minimum = 0; Maximum = 1 }; text = 'LogUniform(0, 1)*above 0*' }
        @{ name = 'half an Integer'; options = @{ Kind = 'Integer'; Minimum = 0.5; Maximum = 3 }; text = 'Integer(0.5, 3)*whole numbers*' }
        @{ name = 'a range without end'; options = @{ Kind = 'Uniform'; Minimum = 0; Maximum = [double]::PositiveInfinity }; text = 'Uniform(0, *' }
        @{ name = 'no minimum'; options = @{ Kind = 'Integer'; Maximum = 3 }; text = 'Minimum is missing; it must be given with the kind Integer.' }
        @{ name = 'no maximum'; options = @{ Kind = 'LogUniform'; Minimum = 3 }; text = 'Maximum is missing*' }
        @{ name = 'no values'; options = @{ Kind = 'Choice' }; text = 'Value is missing*Choice*' }
        @{ name = 'an empty list'; options = @{ Kind = 'Choice'; Value = @() }; text = 'Choice is an empty list*' }
        @{ name = 'a minimum of a Choice'; options = @{ Kind = 'Choice'; Value = 1; Minimum = 0 }; text = 'Minimum is given; it must be left out with the kind Choice, which has Value.' }
        @{ name = 'values of a Uniform'; options = @{ Kind = 'Uniform'; Minimum = 0; Maximum = 1; Value = 1, 2 }; text = 'Value is given*Minimum and Maximum*' }
    ) {
        { New-SearchSpace @options } | Should -Throw -ErrorId 'OptionOutOfRange,MLPosh.Commands.NewSearchSpaceCommand' -ExpectedMessage $text
    }

    It 'lists those there are for another name' {
        { New-SearchSpace Normal } | Should -Throw -ErrorId 'SearchSpaceNotRecognized,*' -ExpectedMessage '*Choice, Uniform, LogUniform, Integer*'
    }
}
