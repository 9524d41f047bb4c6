BeforeAll {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"
}

Describe 'Get-Activation' {
    It 'lists all with their equations' {
        $all = Get-Activation
        $all | Should -HaveCount 18
        $all.Name | Should -Contain 'GELU'
        $all | ForEach-Object {
            $_.Equation, $_.DerivativeEquation, $_.Range, $_.UsedIn | Should -Not -BeNullOrEmpty
        }
    }

    It 'gives one object a point' {
        $points = Get-Activation sigmoid -At -2, 0, 2
        $points.At | Should -Be -2, 0, 2
        $points[1].Value | Should -Be 0.5
        $points[1].Derivative | Should -Be 0.25
        [Math]::Abs($points[0].Value - 0.11920292202211755) | Should -BeLessThan 1e-15
        [Math]::Abs($points[0].Derivative - $points[2].Derivative) | Should -BeLessThan 1e-15
    }

    It 'takes the points of Softmax as one sample' {
        ((Get-Activation Softmax -At 1, 1, 1, 1).Value) | Should -Be 0.25, 0.25, 0.25, 0.25
    }

    It 'says that a step has no slope' {
        (Get-Activation Step).DerivativeEquation | Should -BeLike '0 (*'
        (Get-Activation Step -At -1, 0, 1).Value | Should -Be 0, 0.5, 1
        (Get-Activation Step -At -1, 0, 1).Derivative | Should -Be 0, 0, 0
    }

    It 'gives what -Activation takes' {
        "$(New-Network -Size 1, 2, 1 -Activation (Get-Activation Mish))" | Should -BeLike '*Mish*'
    }

    It 'lists those there are for another name' {
        $problem = { Get-Activation Foo } | Should -Throw -ErrorId 'ActivationNotRecognized,*' -PassThru
        "$problem" | Should -BeLike '*Step, Sign, Linear*'
    }
}
