BeforeAll {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"
}

Describe 'New-Layer' {
    It 'makes <expected>' -ForEach @(
        @{ options = @{ Name = 'Linear'; Size = 10 }; expected = 'Linear(10)' }
        @{ options = @{ Name = 'linear'; Size = 3; NoBias = $true }; expected = 'Linear(3, bias=false)' }
        @{ options = @{ Name = 'relu' }; expected = 'ReLU' }
        @{ options = @{ Name = 'Linear(4)' }; expected = 'Linear(4)' }
    ) {
        "$(New-Layer @options)" | Should -BeExactly $expected
    }

    It 'goes into a network' {
        $network = New-Network 2, (New-Layer Linear 3 -NoBias), (New-Layer Tanh), (New-Layer Linear 1) -Seed 1
        (Get-NetworkParameter $network).Name | Should -Be '0.weight', '2.weight', '2.bias'
    }

    It 'lists the known layers for another name' {
        $problem = { New-Layer Foo 3 } | Should -Throw -ErrorId 'LayerNotRecognized,*' -PassThru
        "$problem" | Should -BeLike '*Known: Linear(n), *ReLU*'
    }

    It 'fails for a size of <_>' -ForEach 0, -1 {
        { New-Layer Linear $_ } | Should -Throw -ErrorId 'OptionOutOfRange,*'
    }
}
