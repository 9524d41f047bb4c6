BeforeAll {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"
}

Describe 'Copy-Network' {
    It 'copies parameters that then go their own way' {
        $network = New-Network -Size 2, 3, 1 -Seed 1
        $copy = $network | Copy-Network
        "$((Get-NetworkParameter $copy).Value)" | Should -BeExactly "$((Get-NetworkParameter $network).Value)"
        $null = Invoke-Training $copy (New-Dataset Linear -Slope 1, 2 -Count 10 -Seed 1) -Epoch 1
        "$((Get-NetworkParameter $copy).Value)" | Should -Not -Be "$((Get-NetworkParameter $network).Value)"
        $copy.Seed | Should -Be 1
    }
}
