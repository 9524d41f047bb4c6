BeforeAll {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"
}

Describe 'New-Network' {
    It 'makes the same network from sizes and from layers' {
        $a = New-Network -Size 1, 10, 6, 1 -Activation ReLU -Seed 1
        $b = New-Network 1, 'Linear(10)', 'ReLU', 'Linear(6)', 'ReLU', 'Linear(1)' -Seed 1
        "$a" | Should -BeExactly "$b"
        "$((Get-NetworkParameter $a).Value)" | Should -BeExactly "$((Get-NetworkParameter $b).Value)"
    }

    It 'puts ReLU between layers unless told otherwise' {
        "$(New-Network -Size 1, 2, 1)" | Should -Be '1 -> Linear(2) -> ReLU -> Linear(1)'
        "$(New-Network -Size 1, 2, 1 -Activation ([MLPosh.Activation]::Find('tanh')))" | Should -BeLike '*Tanh*'
    }

    It 'draws parameters within 1 / sqrt(inputs), and shows the seed it drew them with' {
        $network = New-Network -Size 100, 50
        (Get-NetworkParameter $network 0.weight).Value | ForEach-Object { [Math]::Abs($_) | Should -BeLessOrEqual 0.1 }
        $again = New-Network -Size 100, 50 -Seed $network.Seed
        "$((Get-NetworkParameter $again).Value)" | Should -BeExactly "$((Get-NetworkParameter $network).Value)"
    }

    It 'fails with <id> for <name>' -ForEach @(
        @{ name = 'a size of 0'; id = 'OptionOutOfRange'; make = { New-Network -Size 1, 0, 1 } }
        @{ name = 'a size of -1'; id = 'OptionOutOfRange'; make = { New-Network -Size -1, 1 } }
        @{ name = 'one size'; id = 'OptionOutOfRange'; make = { New-Network -Size 3 } }
        @{ name = 'no input size'; id = 'OptionOutOfRange'; make = { New-Network 'Linear(3)', 'ReLU' } }
        @{ name = 'no layer'; id = 'NetworkShapeMismatch'; make = { New-Network 3 } }
        @{ name = 'an unknown layer'; id = 'LayerNotRecognized'; make = { New-Network 1, 'Foo(3)' } }
        @{ name = 'an unknown activation'; id = 'ActivationNotRecognized'; make = { New-Network -Size 1, 1 -Activation Foo } }
        @{ name = 'an image into Linear'; id = 'NetworkShapeMismatch'; make = { New-Network 1x28x28, 'Linear(3)' } }
    ) {
        $make | Should -Throw -ErrorId "$id,MLPosh.Commands.NewNetworkCommand"
    }
}
