BeforeAll {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"
}

Describe 'Get-Schedule' {
    It 'lists all, each with an equation and its defaults' {
        $all = Get-Schedule
        $all.Name | Should -Be 'Constant', 'Step', 'Exponential', 'Cosine', 'OneCycle', 'ReduceOnPlateau'
        $all | ForEach-Object { $_.Equation | Should -Not -BeNullOrEmpty; $_.Setting | Should -BeLike '*WarmupEpoch 0*' }
    }

    It 'gets by name, in any case' {
        (Get-Schedule exponential).Gamma | Should -Be 0.95
        (Get-Schedule OneCycle, Step).Name | Should -Be 'OneCycle', 'Step'
    }

    It 'gives what -Schedule takes' {
        $epochs = Invoke-Training (New-Network -Size 1, 1 -Seed 1) (New-Dataset -X 1 -Y 2) -Epoch 3 -Schedule (Get-Schedule Exponential)
        $epochs[1].LearningRate | Should -Be (0.01 * 0.95)
    }

    It 'lists those there are for another name' {
        $problem = { Get-Schedule Foo } | Should -Throw -ErrorId 'ScheduleNotRecognized,*' -PassThru
        "$problem" | Should -BeLike '*Constant, Step, Exponential, Cosine, OneCycle, ReduceOnPlateau*'
        $problem.CategoryInfo.Category | Should -Be 'InvalidArgument'
    }

    It 'completes names' {
        $line = 'Get-Schedule Co'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'Constant', 'Cosine'
    }
}
