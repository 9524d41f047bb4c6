BeforeAll {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"
}

Describe 'New-Layer' {
    It 'makes <expected>' -ForEach @(
        @{ options = @{ Name = 'Linear'; Size = 10 }; expected = 'Linear(10)' }
        @{ options = @{ Name = 'linear'; Size = 3; NoBias = $true }; expected = 'Linear(3, bias=false)' }
        @{ options = @{ Name = 'relu' }; expected = 'ReLU' }
        @{ options = @{ Name = 'LSTM'; Size = 4; ReturnSequence = $true }; expected = 'LSTM(4, ReturnSequence=true)' }
        @{ options = @{ Name = 'rnn'; Size = 4; Setting = @{ nonlinearity = 'relu' } }; expected = 'RNN(4, nonlinearity=ReLU)' }
        @{ options = @{ Name = 'gru(4, layers=2, bidirectional=true)' }; expected = 'GRU(4, layers=2, bidirectional=true)' }
        @{ options = @{ Name = 'Linear(4)' }; expected = 'Linear(4)' }
        @{ options = @{ Name = 'Conv2D'; Size = 16, 3 }; expected = 'Conv2D(16, 3)' }
        @{ options = @{ Name = 'Conv2D'; Size = 16, 3; Setting = @{ padding = 1 } }; expected = 'Conv2D(16, 3, padding=1)' }
        @{ options = @{ Name = 'MaxPool'; Size = 2 }; expected = 'MaxPool(2)' }
        @{ options = @{ Name = 'AveragePool'; Size = 3, 1 }; expected = 'AveragePool(3, stride=1)' }
        @{ options = @{ Name = 'BatchNorm'; Setting = @{ affine = $false } }; expected = 'BatchNorm(affine=false)' }
        @{ options = @{ Name = 'LayerNorm' }; expected = 'LayerNorm' }
        @{ options = @{ Name = 'Embedding'; Size = 10, 4 }; expected = 'Embedding(10, 4)' }
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

    It 'lists the settings of a layer for another' {
        $problem = { New-Layer Conv2D 16, 3 -Setting @{ width = 1 } } | Should -Throw -ErrorId 'LayerNotRecognized,*' -PassThru
        "$problem" | Should -BeLike "*'width=1'*channels, kernel, stride, padding, bias*"
    }

    It 'completes the settings of the layer given' {
        $line = 'New-Layer Conv2D 16, 3 -Setting '
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain '@{ padding = 0 }'
    }

    It 'makes a network for images that learns' {
        $images = [double[, , , ]]::new(12, 1, 6, 6)
        $kinds = foreach ($i in 0..11) {
            $line = $i -shr 1
            foreach ($k in 0..5) {
                if ($i % 2) { $images[$i, 0, $k, $line] = 1 } else { $images[$i, 0, $line, $k] = 1 }
            }
            ('across', 'down')[$i % 2]
        }
        $data = New-Dataset -X $images -Y $kinds
        $data.InputShape | Should -Be 1, 6, 6
        $network = New-Network '1x6x6', (New-Layer Conv2D 8, 3 -Setting @{ padding = 1 }), 'ReLU', 'MaxPool(6)', 'Flatten', 'Linear(2)' -Seed 1
        $null = Invoke-Training $network $data -Epoch 200 -LearningRate 0.1 -Momentum 0.9
        (Measure-Network $network $data).Accuracy | Should -Be 1
    }
}
