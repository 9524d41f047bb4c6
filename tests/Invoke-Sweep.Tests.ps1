BeforeAll {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"
    $data = New-Dataset Linear -Count 100 -Slope 2 -Intercept 1 -Range -1, 1 -Noise 0.1 -Seed 1
    $network = New-Network -Size 1, 4, 1 -Activation Tanh -Seed 1
}

Describe 'Invoke-Sweep' {
    It 'gives one flat object a combination, in order, and leaves the network' {
        $before = "$((Get-NetworkParameter $network).Value)"
        $trials = Invoke-Sweep $network $data -Parameter @{ LearningRate = 0.1, 0.01; BatchSize = 10, 20; Epoch = 5 } -Seed 1
        $trials.Trial | Should -Be 1, 2, 3, 4
        $trials.BatchSize | Should -Be 10, 10, 20, 20
        $trials.LearningRate | Should -Be 0.1, 0.01, 0.1, 0.01
        $trials.Epochs | Should -Be 5, 5, 5, 5
        $trials.State | Should -Be Completed, Completed, Completed, Completed
        "$((Get-NetworkParameter $network).Value)" | Should -BeExactly $before
    }

    It 'sorts, groups, measures and exports as any objects do' {
        $trials = Invoke-Sweep $network $data -Parameter @{ LearningRate = 1e20, 0.1, 0.01; Seed = 1, 2 } -WarningAction SilentlyContinue
        ($trials | Sort-Object BestLoss)[-1].State | Should -Be Diverged
        $groups = $trials | Group-Object LearningRate
        $groups | Should -HaveCount 3
        ($groups[1].Group | Measure-Object BestLoss -Average).Count | Should -Be 2
        $path = Join-Path $TestDrive trials.csv
        $trials | Export-Csv $path
        $rows = Import-Csv $path
        $rows[0].PSObject.Properties.Name |
            Should -Be Trial, State, Epoch, LearningRate, FinalLoss, BestLoss, BestEpoch, Epochs, Duration, Seed, Error, Device
        [double] $rows[2].FinalLoss | Should -Be $trials[2].FinalLoss
    }

    It 'gives a trial that Invoke-Training repeats to the bit' {
        $best = Invoke-Sweep $network $data -Parameter @{ LearningRate = 0.3, 0.1; Momentum = 0, 0.9; BatchSize = 16; Shuffle = $true; Epoch = 7 } -Best 1
        $copy = Copy-Network $network
        $last = ($best | Invoke-Training $copy $data)[-1]
        $last.Loss | Should -BeExactly $best.FinalLoss
        $last.Epoch | Should -Be 7
    }

    It 'gives all trials of a union the same columns' {
        $trials = Invoke-Sweep $network $data -Parameter @{ Optimizer = 'SGD'; Momentum = 0.9; Shuffle = $true }, @{ Optimizer = 'Adam' }
        $trials | ForEach-Object { $_.PSObject.Properties.Name -join ' ' } | Sort-Object -Unique | Should -HaveCount 1
        $trials[0].Momentum | Should -Be 0.9
        $trials[1].Shuffle | Should -BeFalse
        $trials[1].LearningRate | Should -Be 0.001
        ($trials[1] | Invoke-Training (Copy-Network $network) $data)[-1].Loss | Should -BeExactly $trials[1].FinalLoss
    }

    It 'draws the network anew for a Seed, and varies what it was made of' {
        $trials = Invoke-Sweep $network $data -Parameter @{ Seed = 5; HiddenSize = 3, , (4, 4); Activation = 'ReLU' }
        $alone = New-Network -Size 1, 3, 1 -Activation ReLU -Seed 5
        (Invoke-Training $alone $data -Seed 5)[-1].Loss | Should -BeExactly $trials[0].FinalLoss
        $deep = New-Network -Size 1, 4, 4, 1 -Activation ReLU -Seed 5
        (Invoke-Training $deep $data -Seed 5)[-1].Loss | Should -BeExactly $trials[1].FinalLoss
    }

    It 'takes one size among several as a list of its own' {
        $trials = Invoke-Sweep $network $data -Parameter @{ Size = (1, 2, 1), (1, 3, 3, 1); Epoch = 2 }
        $trials.Size | ForEach-Object { $_ -join ',' } | Should -Be 1, 2, 1, 1, 3, 3, 1
        @(Invoke-Sweep $network $data -Parameter @{ Size = , (1, 2, 1); Epoch = 2 }) | Should -HaveCount 1
    }

    It 'lets a script block make the network of any parameters' {
        $trials = Invoke-Sweep { param($p) New-Network 1, "Linear($($p.Width))", $_.Bend, 'Linear(1)' -Seed 1 } $data -Parameter @{
            Width = 2, 4; Bend = 'Tanh'; LearningRate = 0.1
        }
        $trials.Width | Should -Be 2, 4
        $alone = New-Network 1, 'Linear(4)', 'Tanh', 'Linear(1)' -Seed 1
        ($trials[1] | Invoke-Training $alone $data)[-1].Loss | Should -BeExactly $trials[1].FinalLoss
    }

    It 'tries <count> of <strategy>, the same for the same seed' -ForEach @(
        @{ strategy = 'Grid'; count = 3; parameter = @{ LearningRate = 0.1, 0.2, 0.3, 0.4; Epoch = 2 } }
        @{ strategy = 'Random'; count = 4; parameter = @{ LearningRate = 'LogUniform(1e-3, 1)'; Epoch = 2 } }
        @{ strategy = 'Sobol'; count = 8; parameter = @{ LearningRate = 'LogUniform(1e-3, 1)'; Momentum = 'Uniform(0, 0.9)'; Epoch = 2 } }
    ) {
        $one, $same, $other = foreach ($seed in 7, 7, 8) {
            , @(Invoke-Sweep $network $data -Parameter $parameter -Strategy $strategy -Count $count -Seed $seed)
        }
        $one | Should -HaveCount $count
        $one.LearningRate | Sort-Object -Unique | Should -HaveCount $count
        $same.FinalLoss | Should -Be $one.FinalLoss
        "$($other.LearningRate)" | Should -Not -Be "$($one.LearningRate)"
    }

    It 'lets the best go on by halving' {
        $trials = Invoke-Sweep $network $data -Parameter @{ LearningRate = 'LogUniform(1e-4, 0.5)'; Epoch = 9 } -Strategy Halving -Count 9 -MinEpoch 1 -Factor 3 -Seed 1
        $trials.Trial | Should -Be (1..9)
        $trials.Epochs | Sort-Object | Should -Be 1, 1, 1, 1, 1, 1, 3, 3, 9
        @($trials | Where-Object State -EQ Pruned) | Should -HaveCount 8
    }

    It 'gives the means of folds, and of a validation what Invoke-Training measures' {
        $folds = Invoke-Sweep $network $data -Parameter @{ LearningRate = 0.1; Epoch = 5 } -Fold 5 -Seed 1
        $folds.FinalLoss | Should -BeGreaterThan 0
        $train, $test = $data | Split-Dataset -Seed 1
        $trial = Invoke-Sweep $network $train -Validation $test -Parameter @{ LearningRate = 0.1; Epoch = 5 }
        (Invoke-Training (Copy-Network $network) $train -Validation $test -LearningRate 0.1 -Epoch 5)[-1].ValidationLoss |
            Should -BeExactly $trial.FinalLoss
    }

    It 'streams: the first results come while later trials run, and Select-Object stops it' {
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $first = Invoke-Sweep $network $data -Parameter @{ Epoch = @(1) + @(5000000) * 20 } | Select-Object -First 1
        $first.Trial | Should -Be 1
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 20
    }

    It 'shows the trials under -WhatIf and trains none' {
        $text = pwsh -NoProfile -Command "Import-Module '$PSScriptRoot/../out/MLPosh/MLPosh.psd1'
            `$d = New-Dataset Linear -Count 10; Invoke-Sweep (New-Network -Size 1,1) `$d -Parameter @{ LearningRate = 0.1, 0.2 } -WhatIf"
        $text | Should -HaveCount 2
        $text[1] | Should -BeLike '*"Train" on target "Trial 2: LearningRate=0.2"*'
    }

    It 'counts what diverged in one warning, and says under -Verbose which is best' {
        $null = Invoke-Sweep $network $data -Parameter @{ LearningRate = 1e20, 1e21, 0.1 } -WarningVariable warned -WarningAction SilentlyContinue
        $warned | Should -HaveCount 1
        $warned[0] | Should -BeLike '2 of 3 trials diverged*'
        $said = Invoke-Sweep $network $data -Parameter @{ LearningRate = 0.001, 0.1 } -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }
        "$($said[-1])" | Should -BeLike 'Best so far: trial 2*'
    }

    It 'goes on after a trial that fails' {
        $trials = Invoke-Sweep $network $data -Parameter @{ Optimizer = 'SGD', 'Adam'; Momentum = 0.9 } -ErrorVariable failed -ErrorAction SilentlyContinue
        $trials.State | Should -Be Completed, Failed
        $trials[1].Error | Should -BeLike '*Momentum*'
        $trials[1].BestLoss | Should -Be ([double]::PositiveInfinity)
        $failed.FullyQualifiedErrorId | Should -Be 'TrialFailed,MLPosh.Commands.InvokeSweepCommand'
        { Invoke-Sweep $network $data -Parameter @{ Optimizer = 'Adam'; Momentum = 0.9 } -ErrorAction Stop } | Should -Throw -ErrorId 'TrialFailed,*'
    }

    It 'fails for <name>' -ForEach @(
        @{ name = 'an unknown name'; id = 'SweepParameterNotRecognized'; parameter = @{ LearnigRate = 0.1 }; text = '*Did you mean LearningRate?*' }
        @{ name = 'an empty list'; id = 'OptionOutOfRange'; parameter = @{ LearningRate = @() }; text = '*LearningRate*' }
        @{ name = 'null'; id = 'OptionOutOfRange'; parameter = @{ LearningRate = $null }; text = '*LearningRate*' }
        @{ name = 'no names'; id = 'OptionOutOfRange'; parameter = @{}; text = '*Parameter*' }
        @{ name = 'max below min'; id = 'OptionOutOfRange'; parameter = @{ LearningRate = 'Uniform(1, 0.1)' }; text = '*Uniform(1, 0.1)*' }
        @{ name = 'a range from 0'; id = 'OptionOutOfRange'; parameter = @{ LearningRate = 'LogUniform(0, 1)' }; text = '*above 0*' }
        @{ name = 'a distribution nearly known'; id = 'OptionOutOfRange'; parameter = @{ LearningRate = 'LogUnifrom(0.1, 1)' }; text = '*did you mean LogUniform*' }
        @{ name = 'a continuous grid'; id = 'OptionOutOfRange'; parameter = @{ LearningRate = 'Uniform(0.1, 1)' }; text = '*-Strategy Random*' }
        @{ name = 'a value of no use'; id = 'OptionOutOfRange'; parameter = @{ LearningRate = 0.1, -1 }; text = '*LearningRate is -1*' }
        @{ name = 'a value of another type'; id = 'OptionOutOfRange'; parameter = @{ BatchSize = 'many' }; text = "*BatchSize is 'many'*" }
        @{ name = 'an unknown optimizer'; id = 'OptimizerNotRecognized'; parameter = @{ Optimizer = 'SGD', 'Adm' }; text = '*Adm*' }
        @{ name = 'too large a grid'; id = 'OptionOutOfRange'; parameter = @{ Seed = 1..2000; Epoch = 1..2000 }; text = '*4,000,000*' }
    ) {
        { Invoke-Sweep $network $data -Parameter $parameter } | Should -Throw $text -ErrorId "$id,MLPosh.Commands.InvokeSweepCommand"
    }

    It 'fails for <name> beside the parameters' -ForEach @(
        @{ name = 'Random without a count'; options = @{ Strategy = 'Random' } }
        @{ name = 'folds and a validation'; options = @{ Fold = 2; Validation = $true } }
        @{ name = 'more folds than samples'; options = @{ Fold = 101 } }
        @{ name = '-Factor without Halving'; options = @{ Factor = 2 } }
        @{ name = 'a factor of 1'; options = @{ Strategy = 'Halving'; Factor = 1 } }
        @{ name = '-Best 0'; options = @{ Best = 0 } }
        @{ name = '-Count 0'; options = @{ Count = 0 } }
        @{ name = '-ThrottleLimit 0'; options = @{ ThrottleLimit = 0 } }
    ) {
        if ($options.Validation) { $options.Validation = $data }
        { Invoke-Sweep $network $data -Parameter @{ LearningRate = 0.1 } @options } | Should -Throw -ErrorId 'OptionOutOfRange,*'
    }

    It 'fails for a script block that gives no network, and for what is no network' {
        { Invoke-Sweep { } $data -Parameter @{ A = 1 } } | Should -Throw '*gave no network for Trial 1: A=1*' -ErrorId 'OptionOutOfRange,*'
        { Invoke-Sweep 5 $data -Parameter @{ LearningRate = 1 } } | Should -Throw -ErrorId 'OptionOutOfRange,*'
        { Invoke-Sweep { New-Network 1, 'Linear(1)' } $data -Parameter @{ Trial = 1 } } | Should -Throw -ErrorId 'SweepParameterNotRecognized,*'
    }

    It 'completes what can vary' {
        $line = 'Invoke-Sweep $n $d -Parameter '
        $offered = (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText
        $offered | Should -Contain '@{ LearningRate = 0.1, 0.01, 0.001 }'
        $offered.Count | Should -BeGreaterThan 25
    }

    Context 'on a cluster' {
        BeforeAll {
            $sweep = @{ Network = $network; Dataset = $data; Parameter = @{ LearningRate = 0.1, 0.2; Epoch = 2 } }
        }

        It 'shows the batch script under -WhatIf' {
            $store = Join-Path $TestDrive whatif
            $text = pwsh -NoProfile -Command "Import-Module '$PSScriptRoot/../out/MLPosh/MLPosh.psd1'
                `$d = New-Dataset Linear -Count 10; Invoke-Sweep (New-Network -Size 1,1) `$d -Parameter @{ LearningRate = 0.1, 0.2 } -Cluster Slurm -Path '$store' -ClusterOption @{ partition = 'short' } -WhatIf"
            $text | Should -Contain '#SBATCH --array=1-2'
            $text | Should -Contain '#SBATCH --partition=short'
            $store | Should -Not -Exist
        }

        It 'fails without <name>' -ForEach @(
            @{ name = '-Path'; options = @{ Cluster = 'Slurm' }; id = 'OptionOutOfRange' }
            @{ name = '-Cluster'; options = @{ ClusterOption = @{ time = '1' } }; id = 'OptionOutOfRange' }
            @{ name = 'a cluster of that name'; options = @{ Cluster = 'PBS'; Path = 'runs' }; id = 'ClusterNotRecognized' }
        ) {
            { Invoke-Sweep @sweep @options } | Should -Throw -ErrorId "$id,MLPosh.Commands.InvokeSweepCommand"
        }

        It 'says that sbatch is missing, and keeps the store for another try' {
            $path = $env:PATH
            $store = Join-Path $TestDrive absent
            try {
                $env:PATH = "$TestDrive"
                { Invoke-Sweep @sweep -Path $store -Cluster Slurm } | Should -Throw "*'sbatch' is not on this machine's PATH*" -ErrorId 'ClusterNotAvailable,*'
            } finally {
                $env:PATH = $path
            }

            Invoke-Sweep @sweep -Path $store | Should -HaveCount 2
        }

        It 'completes the clusters' {
            $line = 'Invoke-Sweep $n $d -Cluster '
            (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain Slurm
        }
    }
}
