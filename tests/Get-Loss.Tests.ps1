BeforeAll {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"
}

Describe 'Get-Loss' {
    It 'lists all with their equations' {
        $all = Get-Loss
        $all | Should -HaveCount 12
        $all | ForEach-Object { $_.Equation, $_.DerivativeEquation, $_.Targets | Should -Not -BeNullOrEmpty }
    }

    It 'gives value and derivative' {
        $points = Get-Loss MSE -At 1, 2 -Target 1, 1
        $points.Value | Should -Be 0, 1
        $points.Derivative | Should -Be 0, 2
        (Get-Loss Difference -At 3 -Target 5).Value | Should -Be -2
    }

    It 'takes the outputs of one sample together' {
        $points = Get-Loss CrossEntropy -At 0, 0 -Target 0, 1
        $points.Derivative | Should -Be 0.5, -0.5
        [Math]::Abs($points[0].Value - [Math]::Log(2)) | Should -BeLessThan 1e-15
    }

    It 'refuses <Call> with <Id>' -ForEach @(
        @{ Call = { Get-Loss Foo }; Id = 'LossNotRecognized'; Message = '*L1, MSE*' }
        @{ Call = { Get-Loss MSE -At 1, 2 -Target 1 }; Id = 'DatasetShapeMismatch'; Message = '*2 number*1*' }
        @{ Call = { Get-Loss Hinge -At 1 -Target 0 }; Id = 'LossMismatch'; Message = '*-1 and 1*' }
    ) {
        $problem = $Call | Should -Throw -ErrorId "$Id,*" -PassThru
        "$problem" | Should -BeLike $Message
    }
}
