BeforeAll {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"
}

Describe 'Get-Optimizer' {
    It 'lists all, each with an equation and its defaults' {
        $all = Get-Optimizer
        $all.Name | Should -Be 'SGD', 'Adagrad', 'RMSProp', 'Adam', 'AdamW', 'NAdam', 'LBFGS'
        $all.LearningRate | Should -Be 0.01, 0.01, 0.01, 0.001, 0.001, 0.002, 1
        $all | ForEach-Object { $_.Equation | Should -Not -BeNullOrEmpty; $_.Setting | Should -BeLike 'LearningRate *' }
    }

    It 'gets by name, in any case' {
        (Get-Optimizer adamw).WeightDecay | Should -Be 0.01
        (Get-Optimizer NAdam, RMSProp).Name | Should -Be 'NAdam', 'RMSProp'
        (Get-Optimizer Adam).Beta | Should -Be 0.9, 0.999
    }

    It 'gives what -Optimizer takes' {
        $epoch = Invoke-Training (New-Network -Size 1, 1 -Seed 1) (New-Dataset -X 1 -Y 2) -Epoch 1 -Optimizer (Get-Optimizer NAdam)
        $epoch.LearningRate | Should -Be 0.002
    }

    It 'lists those there are for another name' {
        $problem = { Get-Optimizer Foo } | Should -Throw -ErrorId 'OptimizerNotRecognized,*' -PassThru
        "$problem" | Should -BeLike '*SGD, Adagrad, RMSProp, Adam, AdamW, NAdam, LBFGS*'
    }

    It 'completes names' {
        $line = 'Get-Optimizer Ad'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'Adagrad', 'Adam', 'AdamW'
    }
}
