BeforeAll {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"

    function Get-AddingFit {
        param([string] $Kind)
        $train = New-Dataset Sequence -Task Adding -Length 50 -Count 2000 -Seed 1
        $test = New-Dataset Sequence -Task Adding -Length 50 -Count 500 -Seed 2
        $network = New-Network -Kind $Kind -Length 50 -InputSize 2 -HiddenSize 16 -OutputSize 1 -Seed 1
        $null = Invoke-Training $network $train -Optimizer Adam -LearningRate 0.01 -Epoch 60 -BatchSize 32 -Shuffle -Seed 1 -GradientClip 1
        (Measure-Network $network $test).RSquared
    }
}

Describe 'New-Network -Kind Recurrent, LSTM, GRU' {
    It 'makes <kind> of its layer and a linear one' -ForEach @(
        @{ kind = 'Recurrent'; layer = 'RNN' }
        @{ kind = 'LSTM'; layer = 'LSTM' }
        @{ kind = 'GRU'; layer = 'GRU' }
    ) {
        "$(New-Network -Kind $kind -Length 5 -InputSize 2 -HiddenSize 4 -OutputSize 3 -Seed 1)" |
            Should -BeExactly "5x2 -> $layer(4) -> Linear(3)"
        "$(New-Network -Kind $kind -Length 5 -Size 2, 6, 4, 3 -Seed 1)" |
            Should -BeExactly "5x2 -> $layer(6, ReturnSequence=true) -> $layer(4) -> Linear(3)"
    }

    It 'tells short parity: <_>' -ForEach 'Recurrent', 'LSTM', 'GRU' {
        $train = New-Dataset Sequence -Task Parity -Length 5 -Count 500 -Seed 1
        $network = New-Network -Kind $_ -Length 5 -InputSize 1 -HiddenSize 16 -OutputSize 2 -Seed 1
        $null = Invoke-Training $network $train -Optimizer Adam -LearningRate 0.005 -Epoch 200 -BatchSize 16 -Shuffle -Seed 1
        (Measure-Network $network (New-Dataset Sequence -Task Parity -Length 5 -Count 300 -Seed 2)).Accuracy | Should -Be 1
    }

    It 'forecasts a sine: <_>' -ForEach 'Recurrent', 'LSTM', 'GRU' {
        $train, $test = New-Dataset Sequence -Task Sine -Length 10 -Count 800 -Seed 1 | Split-Dataset -Fraction 0.7, 0.3 -Seed 1
        $network = New-Network -Kind $_ -Length 10 -InputSize 1 -HiddenSize 8 -OutputSize 1 -Seed 1
        $null = Invoke-Training $network $train -Optimizer Adam -LearningRate 0.01 -Epoch 40 -BatchSize 32 -Shuffle -Seed 1
        (Measure-Network $network $test).RSquared | Should -BeGreaterThan 0.99
    }

    It 'keeps over fifty steps what is to be added: <_>' -ForEach 'LSTM', 'GRU' {
        Get-AddingFit $_ | Should -BeGreaterThan 0.94
    }

    It 'forgets it without memory cells' {
        Get-AddingFit Recurrent | Should -BeLessThan 0.2
    }

    It 'refuses <bad>' -ForEach @(
        @{ bad = '-Kind LSTM -Size 2, 4, 1'; id = 'OptionOutOfRange' }
        @{ bad = '-Kind LSTM -Size 2, 4, 1 -Length 0'; id = 'OptionOutOfRange' }
        @{ bad = '-Kind LSTM -Size 2, 1 -Length 5'; id = 'OptionOutOfRange' }
        @{ bad = '-Kind Perceptron -Size 2, 1 -Length 5'; id = 'OptionOutOfRange' }
        @{ bad = "5, 'LSTM(3)'"; id = 'NetworkShapeMismatch' }
        @{ bad = "'5x2', 'LSTM(3)', 'LSTM(3)'"; id = 'NetworkShapeMismatch' }
    ) {
        { & ([scriptblock]::Create("New-Network $bad")) } |
            Should -Throw -ErrorId "$id,MLPosh.Commands.NewNetworkCommand"
    }
}
