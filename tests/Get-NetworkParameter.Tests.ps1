BeforeAll {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"
    $network = New-Network -Size 3, 4, 2 -Seed 1
}

Describe 'Get-NetworkParameter' {
    It 'gives names and shapes as PyTorch does' {
        $parameters = Get-NetworkParameter $network
        $parameters.Name | Should -Be '0.weight', '0.bias', '2.weight', '2.bias'
        $parameters[2].Shape | Should -Be 2, 4
        $parameters[2].ElementCount | Should -Be 8
        $parameters[2].Value.Count | Should -Be 8
    }

    It 'finds by name, wildcard and pipeline' {
        (Get-NetworkParameter $network 2.BIAS).Name | Should -Be '2.bias'
        ($network | Get-NetworkParameter -Name *.weight).Name | Should -Be '0.weight', '2.weight'
    }

    It 'gives copies' {
        (Get-NetworkParameter $network 0.bias).Value[0] = 77
        (Get-NetworkParameter $network 0.bias).Value[0] | Should -Not -Be 77
    }

    It 'lists the names there are for another' {
        $problem = { Get-NetworkParameter $network 1.weight } | Should -Throw -ErrorId 'ParameterNotFound,*' -PassThru
        $problem.TargetObject | Should -Be '1.weight'
        "$problem" | Should -BeLike '*0.weight, 0.bias, 2.weight, 2.bias*'
    }

    It 'completes names of the network given' {
        $line = 'Get-NetworkParameter $network 2.'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be '2.weight', '2.bias'
    }
}
