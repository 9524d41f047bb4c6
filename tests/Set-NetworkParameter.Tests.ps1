BeforeAll {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"
}

Describe 'Set-NetworkParameter' {
    BeforeEach {
        $network = New-Network -Size 2, 2 -Seed 1
    }

    It 'takes <name>' -ForEach @(
        @{ name = 'a flat list'; value = @(1, 2, 3, 4) }
        @{ name = 'rows'; value = @(@(1, 2), @(3, 4)) }
        @{ name = 'text'; value = @('1', '2', '3', '4') }
    ) {
        Set-NetworkParameter $network 0.weight $value
        (Get-NetworkParameter $network 0.weight).Value | Should -Be 1, 2, 3, 4
    }

    It 'takes a [,] array' {
        $table = [double[, ]]::new(2, 2)
        $table[1, 0] = 5
        Set-NetworkParameter $network 0.weight $table
        (Get-NetworkParameter $network 0.weight).Value | Should -Be 0, 0, 5, 0
    }

    It 'takes what Get-NetworkParameter gives' {
        $from = New-Network -Size 2, 2 -Seed 2
        Get-NetworkParameter $from | Set-NetworkParameter $network
        "$((Get-NetworkParameter $network).Value)" | Should -BeExactly "$((Get-NetworkParameter $from).Value)"
    }

    It 'gives the network with -PassThru' {
        Set-NetworkParameter $network 0.bias 1, 2 -PassThru | Should -Be $network
    }

    It 'fails with <id> for <name> and changes nothing' -ForEach @(
        @{ name = 'another count'; id = 'ParameterShapeMismatch'; parameter = '0.weight'; value = @(1, 2, 3) }
        @{ name = 'another shape'; id = 'ParameterShapeMismatch'; parameter = '0.weight'; value = @(, @(1, 2, 3, 4)) }
        @{ name = 'ragged rows'; id = 'ParameterShapeMismatch'; parameter = '0.weight'; value = @(@(1, 2), @(3)) }
        @{ name = 'NaN'; id = 'ParameterShapeMismatch'; parameter = '0.bias'; value = @([double]::NaN, 1) }
        @{ name = 'an unknown name'; id = 'ParameterNotFound'; parameter = '9.bias'; value = @(1) }
    ) {
        $before = "$((Get-NetworkParameter $network).Value)"
        { Set-NetworkParameter $network $parameter $value } | Should -Throw -ErrorId "$id,MLPosh.Commands.SetNetworkParameterCommand"
        "$((Get-NetworkParameter $network).Value)" | Should -BeExactly $before
    }
}
