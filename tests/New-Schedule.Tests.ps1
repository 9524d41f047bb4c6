BeforeAll {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"

    function Get-Rate($schedule, $epoch) {
        (Invoke-Training (New-Network -Size 1, 1 -Seed 1) (New-Dataset -X 1 -Y 2) -Schedule $schedule -Epoch $epoch -LearningRate 0.1).LearningRate |
            ForEach-Object { [Math]::Round($_, 6) }
    }
}

Describe 'New-Schedule' {
    It 'gives the rates of <name>' -ForEach @(
        @{ name = 'Constant'; options = @{ WarmupEpoch = 2; WarmupFactor = 0.5 }; rates = 0.05, 0.075, 0.1, 0.1 }
        @{ name = 'Step'; options = @{ StepSize = 2; Gamma = 0.5 }; rates = 0.1, 0.1, 0.05, 0.05, 0.025 }
        @{ name = 'Exponential'; options = @{ Gamma = 0.5 }; rates = 0.1, 0.05, 0.025, 0.0125 }
        @{ name = 'Cosine'; options = @{ MinLearningRate = 0.02 }; rates = 0.1, 0.088284, 0.06, 0.031716 }
        @{ name = 'OneCycle'; options = @{ PercentStart = 0.5; DivFactor = 2; FinalDivFactor = 5 }; rates = 0.05, 0.1, 0.055, 0.01 }
    ) {
        Get-Rate (New-Schedule $name @options) $rates.Count | Should -Be $rates
    }

    It 'reduces on a plateau' {
        $network = New-Network -Size 1, 1 -Seed 1
        $against = New-Dataset -X 1 -Y -5
        $plateau = New-Schedule ReduceOnPlateau -Factor 0.5 -Patience 0
        (Invoke-Training $network (New-Dataset -X 1 -Y 2) -Validation $against -Schedule $plateau -Epoch 4).LearningRate |
            Should -Be 0.01, 0.01, 0.005, 0.0025
    }

    It 'refuses <name>' -ForEach @(
        @{ name = 'a gamma for Cosine'; options = @{ Name = 'Cosine'; Gamma = 0.9 }; text = 'Cosine has no setting Gamma*MaxEpoch*' }
        @{ name = 'a step of 0'; options = @{ Name = 'Step'; StepSize = 0 }; text = 'StepSize is 0*' }
        @{ name = 'a negative warm-up'; options = @{ Name = 'Constant'; WarmupEpoch = -1 }; text = 'WarmupEpoch is -1*' }
        @{ name = 'a factor of 1'; options = @{ Name = 'ReduceOnPlateau'; Factor = 1 }; text = 'Factor is 1*' }
    ) {
        { New-Schedule @options } | Should -Throw -ErrorId 'OptionOutOfRange,*' -ExpectedMessage $text
    }

    It 'is refused by a shorter run: <name>' -ForEach @(
        @{ name = 'warm-up'; options = @{ Name = 'OneCycle'; WarmupEpoch = 4 }; text = 'WarmupEpoch is 4*below 4*' }
        @{ name = 'step'; options = @{ Name = 'Step'; StepSize = 4 }; text = 'StepSize is 4*below 4*' }
        @{ name = 'cosine'; options = @{ Name = 'Cosine'; MaxEpoch = 5 }; text = 'MaxEpoch is 5*at most 4*' }
    ) {
        $schedule = New-Schedule @options
        { Get-Rate $schedule 4 } | Should -Throw -ErrorId 'OptionOutOfRange,*' -ExpectedMessage $text
    }

    It 'lists those there are for another name' {
        { New-Schedule Foo } | Should -Throw -ErrorId 'ScheduleNotRecognized,*' -ExpectedMessage '*Constant, Step*'
    }
}
