BeforeAll {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"
    $network = New-Network -Size 1, 1 -Seed 1
    Set-NetworkParameter $network 0.weight 2
    Set-NetworkParameter $network 0.bias 3
}

Describe 'Invoke-Network' {
    It 'predicts new numbers' {
        $predictions = Invoke-Network $network -X 0, 1, 10
        $predictions.Sample | Should -Be 1, 2, 3
        $predictions.Value | Should -Be 3, 5, 23
    }

    It 'gives the targets of a dataset beside the predictions' {
        $prediction = New-Dataset -X 1 -Y 9 | Invoke-Network $network
        $prediction.Value | Should -Be 5
        $prediction.Target | Should -Be 9
    }

    It 'gives the class of the largest output' {
        $classifier = New-Network -Size 1, 2 -Seed 1
        Set-NetworkParameter $classifier 0.weight -1, 1
        Set-NetworkParameter $classifier 0.bias 0, 0
        $data = New-Dataset -X -5, 5 -Y low, high
        # Classes sort: high is the first output, low the second.
        (Invoke-Network $classifier $data).Class | Should -Be 'high', 'low'
        (Invoke-Network $classifier $data).Target | Should -Be 'low', 'high'
    }

    It 'gives what an inner layer gives' {
        $deep = New-Network -Size 1, 3, 1 -Seed 1
        $before = (Invoke-Network $deep -X 2 -InnerLayer 0).Value
        $after = (Invoke-Network $deep -X 2 -InnerLayer 1).Value
        $after | Should -Be @($before | ForEach-Object { [Math]::Max(0, $_) })
    }

    It 'gives the same on both devices' {
        (Invoke-Network $network -X 7 -Device Reference).Value | Should -Be (Invoke-Network $network -X 7 -Precision Double).Value
    }

    It 'makes samples of its own, the same for the same seed' {
        $coder = New-Network -Kind VariationalAutoEncoder -InputSize 3 -CodeSize 2 -Seed 1
        $samples = Invoke-Network $coder -Sample 4 -Seed 1
        $samples.Sample | Should -Be 1, 2, 3, 4
        $samples[0].Value.Count | Should -Be 3
        $samples[0].Target | Should -BeNullOrEmpty
        "$((Invoke-Network $coder -Sample 2 -Seed 1).Value)" | Should -BeExactly "$($samples[0..1].Value)"
        "$((Invoke-Network $coder -Sample 4 -Seed 2).Value)" | Should -Not -Be "$($samples.Value)"
    }

    It 'fails with <id> for <name>' -ForEach @(
        @{ name = 'another input size'; id = 'NetworkShapeMismatch'; options = @{ X = @(, @(1, 2)) } }
        @{ name = 'a layer that is not there'; id = 'OptionOutOfRange'; options = @{ X = 1; InnerLayer = 4 } }
        @{ name = 'a device that is not there'; id = 'DeviceNotAvailable'; options = @{ X = 1; Device = 'Cuda:99' } }
        @{ name = 'samples without a Sample layer'; id = 'OptionOutOfRange'; options = @{ Sample = 3 } }
        @{ name = 'no rows'; id = 'DatasetEmpty'; options = @{ X = @() } }
    ) {
        { Invoke-Network $network @options } | Should -Throw -ErrorId "$id,MLPosh.Commands.InvokeNetworkCommand"
    }
}
