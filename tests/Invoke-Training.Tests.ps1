BeforeAll {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"
    $data = New-Dataset Linear -Count 100 -Slope 2 -Intercept 3 -Noise 0.1 -Seed 1

    function Get-Line { New-Network -Size 1, 1 -Seed 1 }
}

Describe 'Invoke-Training' {
    It 'finds the line, and the loss goes down' {
        $network = Get-Line
        $epochs = Invoke-Training $network $data -Epoch 500
        $epochs.Count | Should -Be 500
        $epochs[-1].Loss | Should -BeLessThan $epochs[0].Loss
        $epochs[-1].StopReason | Should -Be 'Completed'
        @($epochs | Where-Object StopReason).Epoch | Should -Be 500
        $epochs[0].StopReason | Should -BeNullOrEmpty
        (Get-NetworkParameter $network 0.weight).Value[0] | Should -BeGreaterThan 1.9
        (Get-NetworkParameter $network 0.bias).Value[0] | Should -BeGreaterThan 2.9
    }

    It 'has the defaults its help page tells' {
        $epochs = Invoke-Training (Get-Line) $data
        $epochs.Count | Should -Be 100
        $epochs[0].LearningRate | Should -Be 0.01
        $epochs[0].Device | Should -Be 'Cpu'
        $network = Get-Line
        $first = Invoke-Training $network $data -Epoch 1 -Precision Double
        $first.Loss | Should -Be (Measure-Network (Get-Line) $data -Loss MSE -Precision Double).Loss
    }

    It 'gives every nth epoch and the last' {
        (Invoke-Training (Get-Line) $data -Epoch 10 -Every 4).Epoch | Should -Be 1, 5, 9, 10
    }

    It 'gives the same records and parameters for the same seed, with 1 and with 2 threads' {
        $runs = foreach ($threads in 1, 2, 1) {
            $network = New-Network -Size 1, 8, 1 -Seed 1
            $epochs = Invoke-Training $network $data -Epoch 20 -BatchSize 7 -Shuffle -Seed 5 -LearningRate 0.0001 -ThreadCount $threads
            "$($epochs.Loss) $($epochs.GradientNorm) $((Get-NetworkParameter $network).Value)"
        }
        $runs[1] | Should -BeExactly $runs[0]
        $runs[2] | Should -BeExactly $runs[0]
    }

    It 'trains as the definition does' {
        $losses = foreach ($device in 'Cpu', 'Reference') {
            $network = New-Network -Size 1, 4, 1 -Activation Tanh -Seed 1
            (Invoke-Training $network $data -Epoch 20 -Device $device -Precision Double)[-1].Loss
        }
        [Math]::Abs($losses[0] - $losses[1]) | Should -BeLessThan 1e-10
    }

    It 'stops early and goes back to the best parameters' {
        $train, $test = $data | Split-Dataset -Seed 1
        $network = Get-Line
        $last = Invoke-Training $network $train -Validation $test -Epoch 5000 -Patience 5 -RestoreBest -Precision Double |
            Select-Object -Last 1
        $last.StopReason | Should -Be 'EarlyStopping'
        (Measure-Network $network $test -Precision Double).Loss | Should -Be $last.BestLoss
    }

    It 'stops after -MaxTime' {
        $last = Invoke-Training (Get-Line) $data -Epoch 2000000000 -Every 2000000000 -MaxTime 0.05 | Select-Object -Last 1
        $last.StopReason | Should -Be 'MaxTime'
    }

    It 'stops when Select-Object has enough, and leaves a usable network' {
        $network = Get-Line
        (Invoke-Training $network $data -Epoch 2000000000 | Select-Object -First 3).Epoch | Should -Be 1, 2, 3
        (Invoke-Training $network $data -Epoch 2).Count | Should -Be 2
    }

    It 'ends a diverging run with its records and an error' {
        $network = Get-Line
        $epochs = Invoke-Training $network $data -LearningRate 10 -ErrorAction SilentlyContinue -ErrorVariable problem
        $epochs[-1].StopReason | Should -Be 'Diverged'
        $problem[0].FullyQualifiedErrorId | Should -Be 'TrainingDiverged,MLPosh.Commands.InvokeTrainingCommand'
        $problem[0].TargetObject | Should -Be $network
        (Get-NetworkParameter $network).Value | ForEach-Object { [double]::IsFinite($_) | Should -BeTrue }
        try { $null = Invoke-Training (Get-Line) $data -LearningRate 10 -ErrorAction Stop -OutVariable seen } catch { $problem = $_ }
        $problem.FullyQualifiedErrorId | Should -BeLike 'TrainingDiverged,*'
        $seen[-1].StopReason | Should -Be 'Diverged'
    }

    It 'fails with <id> for <name>' -ForEach @(
        @{ name = 'a learning rate of 0'; id = 'OptionOutOfRange'; options = @{ LearningRate = 0 } }
        @{ name = 'a negative learning rate'; id = 'OptionOutOfRange'; options = @{ LearningRate = -1 } }
        @{ name = 'a learning rate of NaN'; id = 'OptionOutOfRange'; options = @{ LearningRate = [double]::NaN } }
        @{ name = 'a batch over the data'; id = 'OptionOutOfRange'; options = @{ BatchSize = 101 } }
        @{ name = 'a batch of 0'; id = 'OptionOutOfRange'; options = @{ BatchSize = 0 } }
        @{ name = 'no epoch'; id = 'OptionOutOfRange'; options = @{ Epoch = 0 } }
        @{ name = 'a momentum of 1'; id = 'OptionOutOfRange'; options = @{ Momentum = 1 } }
        @{ name = 'an unknown loss'; id = 'LossNotRecognized'; options = @{ Loss = 'Foo' } }
        @{ name = 'an unknown optimizer'; id = 'OptimizerNotRecognized'; options = @{ Optimizer = 'Foo' } }
        @{ name = 'an unknown schedule'; id = 'ScheduleNotRecognized'; options = @{ Schedule = 'Foo' } }
        @{ name = 'a clip of 0'; id = 'OptionOutOfRange'; options = @{ GradientClip = 0 } }
        @{ name = 'a momentum for Adam'; id = 'OptionOutOfRange'; options = @{ Optimizer = 'Adam'; Momentum = 0.5 } }
        @{ name = 'an unknown device'; id = 'DeviceNotAvailable'; options = @{ Device = 'Cuda:99' } }
    ) {
        $network = Get-Line
        $before = "$((Get-NetworkParameter $network).Value)"
        { Invoke-Training $network $data @options } | Should -Throw -ErrorId "$id,MLPosh.Commands.InvokeTrainingCommand"
        "$((Get-NetworkParameter $network).Value)" | Should -BeExactly $before
    }

    It 'fails for a network that does not fit, and for classes' {
        { Invoke-Training (New-Network -Size 2, 1) $data } | Should -Throw -ErrorId 'NetworkShapeMismatch,*'
        { Invoke-Training (Get-Line) (New-Dataset -X 1, 2 -Y a, b) -Loss MSE } | Should -Throw -ErrorId 'LossMismatch,*'
    }

    It 'clips the gradient and tells its norm before' {
        $free, $clipped = foreach ($options in @{}, @{ GradientClip = 0.5 }) {
            $network = Get-Line
            $before = (Get-NetworkParameter $network).Value
            $epoch = Invoke-Training $network $data -Epoch 1 -LearningRate 0.01 -Precision Double @options
            $after = (Get-NetworkParameter $network).Value
            @{ Norm = $epoch.GradientNorm; Move = [Math]::Sqrt([Math]::Pow($after[0] - $before[0], 2) + [Math]::Pow($after[1] - $before[1], 2)) }
        }
        $clipped.Norm | Should -Be $free.Norm
        $free.Norm | Should -BeGreaterThan 0.5
        [Math]::Abs($free.Move - 0.01 * $free.Norm) | Should -BeLessThan 1e-12
        [Math]::Abs($clipped.Move - 0.005) | Should -BeLessThan 1e-7
    }

    It 'takes a schedule by name and as an object' {
        $options = @{ Epoch = 9; LearningRate = 0.01 }
        (Invoke-Training (Get-Line) $data -Schedule step @options).LearningRate[0, 3, 6] |
            ForEach-Object { [Math]::Round($_, 12) } | Should -Be 0.01, 0.001, 0.0001
        (Invoke-Training (Get-Line) $data -Schedule (New-Schedule Step -StepSize 8 -Gamma 0.5) @options).LearningRate[7, 8] |
            Should -Be 0.01, 0.005
        { Invoke-Training (Get-Line) $data -Schedule (New-Schedule Step -StepSize 9) @options } |
            Should -Throw -ErrorId 'OptionOutOfRange,*' -ExpectedMessage '*StepSize is 9*below 9*'
    }

    It 'trains on one row' {
        (Invoke-Training (Get-Line) (New-Dataset -X 1 -Y 2) -Epoch 3).Count | Should -Be 3
    }

    It 'solves the normal equation at once' {
        $network = Get-Line
        $record = @(Invoke-Training $network $data -Method NormalEquation)
        $record.Count | Should -Be 1
        $record[0].StopReason | Should -Be 'Completed'
        $record[0].LearningRate | Should -BeNullOrEmpty
        $record[0].GradientNorm | Should -BeLessThan 1e-10
        $loss = (Invoke-Training $network $data -Epoch 1 -Precision Double).Loss
        [Math]::Abs($loss - $record[0].Loss) | Should -BeLessThan 1e-12
        $shrunk = Get-Line
        $null = Invoke-Training $shrunk $data -Method NormalEquation -Regularization 1000
        (Get-NetworkParameter $shrunk 0.weight).Value[0] | Should -BeLessThan (Get-NetworkParameter $network 0.weight).Value[0]
    }

    It 'searches at random, and the loss never rises' {
        $network = Get-Line
        $epochs = Invoke-Training $network $data -Method RandomSearch -Epoch 200 -Seed 1
        $epochs.Count | Should -Be 200
        $epochs[-1].Loss | Should -BeLessThan $epochs[0].Loss
        1..199 | ForEach-Object { $epochs[$_].Loss | Should -Not -BeGreaterThan $epochs[$_ - 1].Loss }
        (Measure-Network $network $data).Loss | Should -Be $epochs[-1].Loss
    }

    It 'fails with <id> for <name>, whose method has no use for it' -ForEach @(
        @{ name = 'a penalty on the way down'; id = 'OptionOutOfRange'; options = @{ Regularization = 1 } }
        @{ name = 'a negative penalty'; id = 'OptionOutOfRange'; options = @{ Method = 'NormalEquation'; Regularization = -1 } }
        @{ name = 'a learning rate at once'; id = 'OptionOutOfRange'; options = @{ Method = 'NormalEquation'; LearningRate = 0.01 } }
        @{ name = 'the loss L1 at once'; id = 'LossMismatch'; options = @{ Method = 'NormalEquation'; Loss = 'L1' } }
        @{ name = 'batches at random'; id = 'OptionOutOfRange'; options = @{ Method = 'RandomSearch'; BatchSize = 10 } }
    ) {
        { Invoke-Training (Get-Line) $data @options } | Should -Throw -ErrorId "$id,MLPosh.Commands.InvokeTrainingCommand"
    }

    It 'names the feature that makes a design singular, and solves it with a penalty' {
        $twice = New-Dataset -X (1, 2), (2, 4), (3, 6), (5, 10) -Y 1, 2, 3, 4
        $network = New-Network -Size 2, 1 -Seed 1
        { Invoke-Training $network $twice -Method NormalEquation } | Should -Throw "*'x2'*" -ErrorId 'DesignSingular,*'
        (Invoke-Training $network $twice -Method NormalEquation -Regularization 1).StopReason | Should -Be 'Completed'
        { Invoke-Training (New-Network -Size 1, 2, 1) $data -Method NormalEquation } | Should -Throw -ErrorId 'OptionOutOfRange,*'
    }

    It 'completes losses, optimizers and devices' -ForEach @(
        @{ line = 'Invoke-Training -Loss '; expected = 'L1', 'MSE', 'CrossEntropy', 'Hinge' }
        @{ line = 'Invoke-Training -Optimizer '; expected = 'SGD', 'Adagrad', 'RMSProp', 'Adam', 'AdamW', 'NAdam', 'LBFGS' }
        @{ line = 'Invoke-Training -Schedule '; expected = 'Constant', 'Step', 'Exponential', 'Cosine', 'OneCycle', 'ReduceOnPlateau' }
        @{ line = 'Invoke-Training -Device '; expected = 'Cpu', 'Reference' }
    ) {
        $texts = (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText
        $expected | ForEach-Object { $texts | Should -Contain $_ }
    }
}
