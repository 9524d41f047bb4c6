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

    It 'makes <kind> of <layers>' -ForEach @(
        @{ kind = 'Perceptron'; sizes = @{ InputSize = 2; OutputSize = 1 }; layers = '2 -> Linear(1) -> Step' }
        @{ kind = 'FeedForward'; sizes = @{ InputSize = 2; HiddenSize = 8; OutputSize = 1 }; layers = '2 -> Linear(8) -> ReLU -> Linear(1)' }
        @{ kind = 'RadialBasis'; sizes = @{ Size = 2, 6, 1 }; layers = '2 -> RadialBasis(6) -> Linear(1)' }
        @{ kind = 'DeepFeedForward'; sizes = @{ Size = 1, 10, 6, 1; Activation = 'Tanh' }; layers = '1 -> Linear(10) -> Tanh -> Linear(6) -> Tanh -> Linear(1)' }
        @{ kind = 'AutoEncoder'; sizes = @{ InputSize = 4; CodeSize = 2 }; layers = '4 -> Linear(2) -> Linear(4)' }
        @{ kind = 'VariationalAutoEncoder'; sizes = @{ InputSize = 4; CodeSize = 2; Beta = 2 }; layers = '4 -> Linear(4) -> Sample(2, weight=0.5) -> Linear(4)' }
        @{ kind = 'DenoisingAutoEncoder'; sizes = @{ InputSize = 4; CodeSize = 2; MaskProbability = 0.2 }; layers = '4 -> Mask(0.2) -> Linear(2) -> Linear(4)' }
        @{ kind = 'SparseAutoEncoder'; sizes = @{ InputSize = 4; CodeSize = 8; Sparsity = 0.1; SparsityWeight = 2 }; layers = '4 -> Linear(8) -> Sigmoid -> Sparse(0.1, weight=0.5) -> Linear(4)' }
    ) {
        $network = New-Network -Kind $kind @sizes -Seed 1
        "$network" | Should -BeExactly $layers
        $network.Kind | Should -BeExactly $kind
        (Copy-Network $network).Kind | Should -BeExactly $kind
        $network.IsAutoEncoder | Should -Be ($kind -like '*AutoEncoder')
    }

    It 'makes a <kind> that learns <data>' -ForEach @(
        @{ kind = 'FeedForward'; data = 'Xor'; sizes = @{ Size = 2, 8, 1; Activation = 'Tanh' } }
        @{ kind = 'FeedForward'; data = 'Ring'; sizes = @{ Size = 2, 16, 1; Activation = 'Tanh' } }
        @{ kind = 'RadialBasis'; data = 'ThreeModes'; sizes = @{ Size = 2, 6, 1 } }
        @{ kind = 'DeepFeedForward'; data = 'Spiral'; sizes = @{ Size = 2, 16, 16, 1; Activation = 'Tanh' } }
    ) {
        $samples = New-Dataset $data -Count 400 -Seed 1
        $network = New-Network -Kind $kind @sizes -Seed 1
        $null = Invoke-Training $network $samples -Optimizer Adam -LearningRate 0.05 -Epoch 400
        (Measure-Network $network $samples).Accuracy | Should -BeGreaterThan 0.97
    }

    It 'makes a Perceptron that learns AND and OR but not XOR' {
        foreach ($gate in @{ y = 0, 0, 0, 1; accuracy = 1 }, @{ y = 0, 1, 1, 1; accuracy = 1 }, @{ y = 0, 1, 1, 0; accuracy = 0.75 }) {
            $samples = New-Dataset -X (0, 0), (0, 1), (1, 0), (1, 1) -Y $gate.y -Categorical y
            $network = New-Network -Kind Perceptron -InputSize 2 -OutputSize 1 -Seed 1
            $null = Invoke-Training $network $samples -BatchSize 1 -LearningRate 0.1 -Epoch 100
            $measured = Measure-Network $network $samples
            $measured.LossName | Should -Be 'Perceptron'
            if ($gate.accuracy -eq 1) {
                $measured.Accuracy | Should -Be 1
            }
            else {
                $measured.Accuracy | Should -BeLessOrEqual 0.75
            }
        }
    }

    It 'makes a Perceptron that tells two sides of a line apart' {
        $points = foreach ($a in -3..3) { foreach ($b in -3..3) { , ($a, $b) } }
        $sides = $points | ForEach-Object { if ($_[0] - 2 * $_[1] + 0.5 -gt 0) { 'right' } else { 'left' } }
        $samples = New-Dataset -X $points -Y $sides
        $network = New-Network -Kind Perceptron -InputSize 2 -OutputSize 1 -Seed 1
        $epochs = Invoke-Training $network $samples -BatchSize 1 -LearningRate 0.1 -Epoch 200
        $epochs[-1].Loss | Should -Be 0
        (Measure-Network $network $samples).Accuracy | Should -Be 1
    }

    It 'makes a <kind> that fits <data>' -ForEach @(
        @{ kind = 'RadialBasis'; data = 'three periods of a sine'; sizes = 1, 10, 1; range = -9, 9; curve = { [Math]::Sin($_) } }
        @{ kind = 'DeepFeedForward'; data = "the lecture's parabola"; sizes = 1, 10, 6, 1; range = -15, 15; curve = { 8 * $_ * $_ + 7 * $_ + 3 } }
    ) {
        $samples = New-Dataset -Function $curve -Count 400 -Range $range -Seed 1
        $network = New-Network -Kind $kind -Size $sizes -Seed 1
        $null = Invoke-Training $network $samples -Optimizer Adam -LearningRate 0.05 -Epoch 1500
        (Measure-Network $network $samples).RSquared | Should -BeGreaterThan 0.98
    }

    It 'makes an AutoEncoder that needs no targets, and sees its input as them' {
        $samples = New-Dataset Blobs -Dimension 4 -Count 100 -Seed 1 -Standardize
        $network = New-Network 4, 'Linear(3)', 'Linear(4)' -AutoEncoder -Seed 1
        $last = Invoke-Training $network $samples -Optimizer Adam -LearningRate 0.02 -Epoch 300 | Select-Object -Last 1
        $last.Accuracy | Should -BeNullOrEmpty
        (Measure-Network $network $samples).RSquared | Should -BeGreaterThan 0.9
        Test-Gradient $network $samples | Should -BeTrue
    }

    It 'makes a VariationalAutoEncoder whose samples have the mean and spread of the data' {
        $samples = New-Dataset Moons -Count 400 -Noise 0.05 -Seed 1 -Standardize
        $network = New-Network -Kind VariationalAutoEncoder -InputSize 2 -HiddenSize 32 -CodeSize 2 -Beta 0.1 -Activation Tanh -Seed 1
        $null = Invoke-Training $network $samples -Optimizer Adam -LearningRate 0.01 -Epoch 300 -Seed 1
        $x = (Invoke-Network $network -Sample 1000 -Seed 1).Value
        $first = for ($i = 0; $i -lt $x.Count; $i += 2) { $x[$i] }
        $measured = $first | Measure-Object -Average -StandardDeviation
        $measured.Average | Should -BeGreaterThan -0.15
        $measured.Average | Should -BeLessThan 0.15
        $measured.StandardDeviation | Should -BeGreaterThan 0.8
        $measured.StandardDeviation | Should -BeLessThan 1.15
    }

    It 'makes a DenoisingAutoEncoder that takes noise away' {
        $clean = New-Dataset Blobs -Dimension 8 -ClassCount 6 -Noise 0 -Count 200 -Seed 1
        $noisy = New-Dataset Blobs -Dimension 8 -ClassCount 6 -Noise 3 -Count 200 -Seed 1
        $network = New-Network -Kind DenoisingAutoEncoder -InputSize 8 -HiddenSize 32 -CodeSize 3 -NoiseDeviation 3 -Seed 1
        $null = Invoke-Training $network $clean -Optimizer Adam -LearningRate 0.01 -Epoch 300 -Seed 1
        $cleaned = (Invoke-Network $network $noisy).Value
        $before, $after = 0, 0
        for ($i = 0; $i -lt $cleaned.Count; $i++) {
            $before += [Math]::Pow($noisy.X[$i] - $clean.X[$i], 2)
            $after += [Math]::Pow($cleaned[$i] - $clean.X[$i], 2)
        }
        $after | Should -BeLessThan ($before / 2)
    }

    It 'makes a SparseAutoEncoder whose code is as active as asked for' {
        $samples = New-Dataset Blobs -Dimension 8 -ClassCount 6 -Count 300 -Seed 1 -Standardize
        $network = New-Network -Kind SparseAutoEncoder -InputSize 8 -CodeSize 12 -Sparsity 0.2 -Seed 1
        $null = Invoke-Training $network $samples -Optimizer Adam -LearningRate 0.02 -Epoch 300
        $mean = ((Invoke-Network $network $samples -InnerLayer 1).Value | Measure-Object -Average).Average
        $mean | Should -BeGreaterThan 0.16
        $mean | Should -BeLessThan 0.24
    }

    It 'warns of a code larger than the input' {
        New-Network -Kind AutoEncoder -InputSize 2 -CodeSize 3 -WarningVariable warning -WarningAction SilentlyContinue |
            Should -Not -BeNullOrEmpty
        "$warning" | Should -BeLike '*copy its input*'
    }

    It 'fails with <id> for <name>' -ForEach @(
        @{ name = 'a size of 0'; id = 'OptionOutOfRange'; make = { New-Network -Size 1, 0, 1 } }
        @{ name = 'a size of -1'; id = 'OptionOutOfRange'; make = { New-Network -Size -1, 1 } }
        @{ name = 'one size'; id = 'OptionOutOfRange'; make = { New-Network -Size 3 } }
        @{ name = 'no input size'; id = 'OptionOutOfRange'; make = { New-Network 'Linear(3)', 'ReLU' } }
        @{ name = 'no layer'; id = 'NetworkShapeMismatch'; make = { New-Network 3 } }
        @{ name = 'an unknown layer'; id = 'LayerNotRecognized'; make = { New-Network 1, 'Foo(3)' } }
        @{ name = 'an unknown activation'; id = 'ActivationNotRecognized'; make = { New-Network -Size 1, 1 -Activation Foo } }
        @{ name = 'an unknown kind'; id = 'NetworkKindNotRecognized'; make = { New-Network -Kind Foo -Size 1, 1 } }
        @{ name = 'a kind without sizes'; id = 'OptionOutOfRange'; make = { New-Network -Kind FeedForward } }
        @{ name = 'a setting of another kind'; id = 'OptionOutOfRange'; make = { New-Network -Kind FeedForward -Size 1, 2, 1 -Beta 1 } }
        @{ name = 'a code of 0'; id = 'OptionOutOfRange'; make = { New-Network -Kind AutoEncoder -InputSize 2 -CodeSize 0 } }
        @{ name = 'a rho of 1'; id = 'OptionOutOfRange'; make = { New-Network -Kind SparseAutoEncoder -InputSize 2 -CodeSize 2 -Sparsity 1 } }
        @{ name = 'an autoencoder of two sizes'; id = 'NetworkShapeMismatch'; make = { New-Network 2, 'Linear(3)' -AutoEncoder } }
        @{ name = 'an image into Linear'; id = 'NetworkShapeMismatch'; make = { New-Network 1x28x28, 'Linear(3)' } }
    ) {
        $make | Should -Throw -ErrorId "$id,MLPosh.Commands.NewNetworkCommand"
    }
}
