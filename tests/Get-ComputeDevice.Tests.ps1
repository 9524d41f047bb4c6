BeforeAll {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"
}

Describe 'Get-ComputeDevice' {
    It 'lists the CPU and the reference' {
        (Get-ComputeDevice).Name | Select-Object -First 2 | Should -Be 'Cpu', 'Reference'
        (Get-ComputeDevice cpu).ThreadCount | Should -Be ([Environment]::ProcessorCount)
        (Get-ComputeDevice Reference).Precisions | Should -Be 'Double'
    }

    It 'gives what -Device takes' {
        $epoch = Invoke-Training (New-Network -Size 1, 1 -Seed 1) (New-Dataset -X 1 -Y 2) -Epoch 1 -Device (Get-ComputeDevice Reference)
        $epoch.Device | Should -Be 'Reference'
    }

    It 'lists GPUs, and of those that cannot be used why' {
        $gpus = Get-ComputeDevice | Where-Object Name -Match '^(Cuda|OpenCL)'
        $gpus.Count | Should -BeGreaterThan 1
        foreach ($gpu in $gpus) {
            if ($gpu.Problem) {
                $gpu.MemorySize | Should -BeNullOrEmpty
            }
            else {
                $gpu.MemorySize | Should -BeGreaterThan 0
                $gpu.MultiprocessorCount | Should -BeGreaterThan 0
                $gpu.Driver | Should -Not -BeNullOrEmpty
            }
        }
    }

    It 'lists those there are for another name' {
        $problem = { Get-ComputeDevice Cuda:99 } | Should -Throw -ErrorId 'DeviceNotAvailable,*' -PassThru
        $problem.CategoryInfo.Category | Should -Be 'ResourceUnavailable'
        "$problem" | Should -BeLike '*Cpu, Reference*'
    }
}
