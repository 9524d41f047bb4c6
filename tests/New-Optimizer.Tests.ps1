BeforeAll {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"
}

Describe 'New-Optimizer' {
    It 'makes <expected>' -ForEach @(
        @{ options = @{ Name = 'sgd'; Momentum = 0.9; Nesterov = $true }; expected = 'SGD: LearningRate 0.01, WeightDecay 0, Momentum 0.9, Nesterov True' }
        @{ options = @{ Name = 'Adam'; LearningRate = 0.1; Beta = 0.8, 0.9; AmsGrad = $true }; expected = 'Adam: LearningRate 0.1, WeightDecay 0, Beta 0.8/0.9, Epsilon 1E-08, AmsGrad True' }
        @{ options = @{ Name = 'RMSProp'; Alpha = 0.5; Centered = $true; Momentum = 0.5 }; expected = 'RMSProp: LearningRate 0.01, WeightDecay 0, Alpha 0.5, Epsilon 1E-08, Momentum 0.5, Centered True' }
        @{ options = @{ Name = 'LBFGS'; MaxIteration = 8; LineSearch = 'StrongWolfe' }; expected = 'LBFGS: LearningRate 1, MaxIteration 8, MaxEvaluation 10, GradientTolerance 1E-07, ChangeTolerance 1E-09, HistorySize 100, LineSearch StrongWolfe' }
    ) {
        "$(New-Optimizer @options)" | Should -BeExactly $expected
    }

    It 'takes common parameters, and no value for a setting that is not given' {
        (New-Optimizer Adam -Verbose -ErrorAction Stop -Momentum $null).Name | Should -Be 'Adam'
    }

    It 'trains with <_>' -ForEach 'SGD', 'Adagrad', 'RMSProp', 'Adam', 'AdamW', 'NAdam', 'LBFGS' {
        $data = New-Dataset Linear -Count 50 -Slope 2 -Seed 1
        $epochs = Invoke-Training (New-Network -Size 1, 1 -Seed 1) $data -Optimizer (New-Optimizer $_ -LearningRate 0.01) -Epoch 20
        $epochs[-1].Loss | Should -BeLessThan $epochs[0].Loss
        $epochs[-1].LearningRate | Should -Be 0.01
    }

    It 'refuses <name>' -ForEach @(
        @{ name = 'a momentum for Adam'; options = @{ Name = 'Adam'; Momentum = 0.9 }; text = 'Adam has no setting Momentum*Beta*' }
        @{ name = 'a line search for SGD'; options = @{ Name = 'SGD'; LineSearch = 'StrongWolfe' }; text = 'SGD has no setting LineSearch*' }
        @{ name = 'a weight decay for LBFGS'; options = @{ Name = 'LBFGS'; WeightDecay = 0.1 }; text = 'LBFGS has no setting WeightDecay*' }
        @{ name = 'one beta'; options = @{ Name = 'Adam'; Beta = 0.9 }; text = 'Beta is 0.9; it must be two numbers*' }
        @{ name = 'Nesterov without momentum'; options = @{ Name = 'SGD'; Nesterov = $true }; text = 'Momentum is 0; it must be above 0*' }
        @{ name = 'a negative epsilon'; options = @{ Name = 'Adam'; Epsilon = -1 }; text = 'Epsilon is -1*' }
        @{ name = 'no iteration'; options = @{ Name = 'LBFGS'; MaxIteration = 0 }; text = 'MaxIteration is 0*' }
    ) {
        { New-Optimizer @options } | Should -Throw -ErrorId 'OptionOutOfRange,*' -ExpectedMessage $text
    }

    It 'lists those there are for another name' {
        { New-Optimizer Foo } | Should -Throw -ErrorId 'OptimizerNotRecognized,*' -ExpectedMessage '*SGD, Adagrad*'
    }

    It 'leaves -Momentum to the object in Invoke-Training' {
        { Invoke-Training (New-Network -Size 1, 1) (New-Dataset -X 1 -Y 2) -Optimizer (New-Optimizer Adam) -Momentum 0.5 } |
            Should -Throw -ErrorId 'OptionOutOfRange,*'
    }
}
