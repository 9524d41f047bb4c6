BeforeAll {
    $module = "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"
    Import-Module $module
    $data = New-Dataset Linear -Count 50 -Slope 2 -Intercept 1 -Range -1, 1 -Noise 0.1 -Seed 1
    $network = New-Network -Size 1, 4, 1 -Activation Tanh -Seed 1
    $sweep = @{ Network = $network; Dataset = $data; Parameter = @{ LearningRate = 0.1, 0.01; BatchSize = 10, 20; Epoch = 5 } }
}

Describe 'Get-SweepTrial and Invoke-Sweep -Path' {
    It 'keeps trials and gives them back as they came out' {
        $path = Join-Path $TestDrive one
        $trials = Invoke-Sweep @sweep -Path $path
        $kept = Get-SweepTrial $path
        $kept | ForEach-Object { $_ | ConvertTo-Json -Compress } | Should -BeExactly ($trials | ForEach-Object { $_ | ConvertTo-Json -Compress })
        $kept[1].BatchSize | Should -Be 10
        $kept[1].BatchSize -is [string] | Should -BeFalse
        ($kept | Sort-Object BestLoss)[0].LearningRate | Should -Be 0.1
    }

    It 'gives a history only when asked' {
        $path = Join-Path $TestDrive two
        $trials = Invoke-Sweep @sweep -Path $path
        (Get-SweepTrial $path)[0].PSObject.Properties['History'] | Should -BeNullOrEmpty
        $history = (Get-SweepTrial $path -History)[2].History
        $history.Epoch | Should -Be (1..5)
        [Math]::Abs($history[-1].Loss - $trials[2].FinalLoss) | Should -BeLessThan 1e-6
    }

    It 'trains nothing twice: the same command gives the same trials at once' {
        $path = Join-Path $TestDrive three
        $first = Invoke-Sweep @sweep -Path $path
        $again = Invoke-Sweep @sweep -Path $path
        $again.Duration | Should -Be $first.Duration
        $again.Seed | Should -Be $first.Seed
    }

    It 'goes on after kill -9, at whatever moment, and repeats nothing' {
        $path = Join-Path $TestDrive killed
        $script = "Import-Module '$module'
            `$d = New-Dataset Linear -Count 200 -Range -1,1 -Noise 0.1 -Seed 1; `$n = New-Network -Size 1,8,1 -Seed 1
            Invoke-Sweep `$n `$d -Parameter @{ LearningRate = 0.001, 0.01, 0.1; Seed = 1..20; Epoch = 3000 } -Path '$path'"
        $file = Join-Path $TestDrive killed.ps1
        Set-Content $file $script
        $finished = @{}
        foreach ($moment in 0, 70, 150) {
            $process = Start-Process pwsh -ArgumentList '-NoProfile', '-File', $file -PassThru -RedirectStandardOutput (Join-Path $TestDrive out.txt)

            # Starting takes as long as the machine likes: the moment is one after the next trial has been finished.
            $until = [datetime]::UtcNow.AddSeconds(60)
            do {
                Start-Sleep -Milliseconds 20
                $count = 0
                if (Test-Path "$path/trials.db") {
                    # A store that is just being made cannot be read yet.
                    try { $count = @(Get-SweepTrial $path).Count } catch { $count = 0 }
                }
            } until ($count -gt $finished.Count -or $process.HasExited -or [datetime]::UtcNow -gt $until)
            Start-Sleep -Milliseconds $moment
            $process.Kill()
            $process.WaitForExit()
            if (Test-Path "$path/trials.db") {
                foreach ($trial in Get-SweepTrial $path) {
                    # What was finished once stays as it was.
                    if ($finished.ContainsKey($trial.Trial)) { $trial.Duration | Should -Be $finished[$trial.Trial] }
                    $finished[$trial.Trial] = $trial.Duration
                }
            }
        }

        $all = & $file
        $all.Trial | Should -Be (1..60)
        $finished.Count | Should -BeGreaterThan 0
        foreach ($trial in $all) { if ($finished.ContainsKey($trial.Trial)) { $trial.Duration | Should -Be $finished[$trial.Trial] } }
        ($all | Where-Object State -NE Completed) | Should -BeNullOrEmpty
    }

    It 'lets two processes share the work' {
        $path = Join-Path $TestDrive shared
        $file = Join-Path $TestDrive shared.ps1
        Set-Content $file "Import-Module '$module'
            `$d = New-Dataset Linear -Count 200 -Range -1,1 -Noise 0.1 -Seed 1; `$n = New-Network -Size 1,8,1 -Seed 1
            Invoke-Sweep `$n `$d -Parameter @{ LearningRate = 0.001, 0.01, 0.1; Seed = 1..20; Epoch = 2000 } -Path '$path' -ThrottleLimit 1 | ForEach-Object { '{0} {1}' -f `$_.Trial, `$_.Duration.Ticks }"
        $processes = 1, 2 | ForEach-Object {
            Start-Process pwsh -ArgumentList '-NoProfile', '-File', $file -PassThru -RedirectStandardOutput (Join-Path $TestDrive "shared$_.txt")
        }
        $processes | Wait-Process -Timeout 60
        $one = Get-Content (Join-Path $TestDrive shared1.txt)
        $one | Should -HaveCount 60
        Get-Content (Join-Path $TestDrive shared2.txt) | Should -BeExactly $one -Because 'both give what one of them trained'
    }

    It 'says what differs in another sweep, and leaves the store as it is' {
        $path = Join-Path $TestDrive other
        $null = Invoke-Sweep @sweep -Path $path
        $other = $sweep.Clone()
        $other.Parameter = @{ LearningRate = 0.2; BatchSize = 10, 20; Epoch = 5 }
        { Invoke-Sweep @other -Path $path } | Should -Throw '*LearningRate*0.1*0.2*' -ErrorId 'SweepMismatch,*'
        $other = $sweep.Clone()
        $other.Network = New-Network -Size 1, 4, 1 -Activation Tanh -Seed 2
        { Invoke-Sweep @other -Path $path } | Should -Throw '*Network*parameters*' -ErrorId 'SweepMismatch,*'
        @(Get-SweepTrial $path) | Should -HaveCount 4
    }

    It 'trains what failed again with -RetryFailed alone' {
        $path = Join-Path $TestDrive failed
        $bad = @{ Network = $network; Dataset = $data; Parameter = @{ BatchSize = 10, 500 }; Path = $path; ErrorAction = 'SilentlyContinue' }
        $first = Invoke-Sweep @bad
        $first.State | Should -Be Completed, Failed
        (Invoke-Sweep @bad)[1].Duration | Should -Be $first[1].Duration
        $again = Invoke-Sweep @bad -RetryFailed
        $again[0].Duration | Should -Be $first[0].Duration
        $again[1].Duration | Should -Not -Be $first[1].Duration
        @(Get-SweepTrial $path -State Failed) | Should -HaveCount 1
    }

    It 'keeps the rungs of halving, so that nothing is trained twice' {
        $path = Join-Path $TestDrive halving
        $halving = @{ Network = $network; Dataset = $data; Parameter = @{ LearningRate = 'LogUniform(1e-3, 0.5)'; Epoch = 9 }; Strategy = 'Halving'; Count = 9; Path = $path }
        $first = Invoke-Sweep @halving
        $again = Invoke-Sweep @halving
        $again.Duration | Should -Be $first.Duration
        (Get-SweepTrial $path).Epochs | Should -Be $first.Epochs
        $first.State | Should -Contain Pruned
        $again.State | Should -Be $first.State
        (Get-SweepTrial $path).State | Should -Be $first.State
        @(Get-SweepTrial $path -State Pruned).Trial | Should -Be @($first | Where-Object State -EQ Pruned).Trial
        (Get-SweepTrial $path -History)[0].History.Count | Should -Be $first[0].Epochs
    }

    It 'loads and sorts ten thousand trials' {
        $path = Join-Path $TestDrive many
        $null = Invoke-Sweep $network $data -Parameter @{ LearningRate = 'LogUniform(1e-4, 0.1)'; Epoch = 1 } -Strategy Random -Count 10000 -Path $path
        $sorted = Get-SweepTrial $path | Sort-Object BestLoss
        $sorted | Should -HaveCount 10000
        $sorted[0].BestLoss | Should -BeLessOrEqual $sorted[-1].BestLoss
    }

    It 'fails for <name>' -ForEach @(
        @{ name = 'no store'; id = 'PathNotFound'; content = $null }
        @{ name = 'a damaged store'; id = 'FileFormatInvalid'; content = 'no database at all, but a long enough text to look at' }
    ) {
        $path = Join-Path $TestDrive "bad-$id"
        $null = New-Item $path -ItemType Directory
        if ($content) { Set-Content "$path/trials.db" $content }
        { Get-SweepTrial $path } | Should -Throw -ErrorId "$id,MLPosh.Commands.GetSweepTrialCommand"
        if ($content) {
            { Invoke-Sweep @sweep -Path $path } | Should -Throw -ErrorId 'FileFormatInvalid,*'
            Get-Content "$path/trials.db" | Should -BeExactly $content
        }
    }

    It 'fails for -RetryFailed without a store, and for a path that is a file' {
        { Invoke-Sweep @sweep -RetryFailed } | Should -Throw -ErrorId 'OptionOutOfRange,*'
        $file = Join-Path $TestDrive file
        Set-Content $file x
        { Invoke-Sweep @sweep -Path $file } | Should -Throw -ErrorId 'FileNotWritable,*'
    }

    It 'writes TensorBoard files' {
        $path = Join-Path $TestDrive board
        $null = Invoke-Sweep @sweep -TensorBoard $path
        @(Get-ChildItem $path -Directory) | Should -HaveCount 4
        @(Get-ChildItem $path -Recurse -Filter 'events.out.tfevents.*') | Should -HaveCount 4
    }
}
