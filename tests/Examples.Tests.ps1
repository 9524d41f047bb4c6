# Scripts as a user would run them: the examples, and what the lecture's cases come to.
BeforeDiscovery {
    $iris = "$PSScriptRoot/../../shared/data/iris.csv"
    $hasIris = Test-Path $iris
    if (-not $hasIris) { Write-Warning "iris.csv is not in $(Split-Path $iris): its test is skipped." }
}

BeforeAll {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"
    $examples = "$PSScriptRoot/../examples"
}

Describe 'The examples' {
    It 'find the line and the parabola' {
        $line = & "$examples/linear-regression.ps1"
        ($line | Where-Object Epoch)[-1].Loss | Should -BeLessThan 0.17
        $curve = & "$examples/quadratic-network.ps1" -Epoch 2000
        $losses = @($curve | Where-Object Epoch)
        $losses[-1].Loss | Should -BeLessThan ($losses[0].Loss / 3)
    }

    It 'show three cases that no line solves and a network does' {
        $cases = & "$examples/hard-cases.ps1"
        $cases.Case | Should -Be 'Parity', 'Ring', 'ThreeModes'
        $cases | ForEach-Object {
            $_.Linear | Should -BeLessThan 0.75
            $_.Network | Should -BeGreaterThan 0.95
        }
        [Math]::Abs($cases[0].Linear - 0.5) | Should -BeLessThan 0.1
    }

    It 'compare three ways to the minimum' {
        $ways = & "$examples/three-ways.ps1" -Feature 1, 20
        $exact = @($ways -match 'NormalEquation +loss')
        $exact | Should -HaveCount 2
        $exact | ForEach-Object { [double] ($_ -replace '.*loss +(\S+) .*', '$1') | Should -BeLessThan 0.02 }
        @($ways -match '20 features +(RandomSearch|GradientDescent) ') | Should -HaveCount 2
    }

    It 'report on a sweep with a table, a CSV file and a chart' {
        $path = Join-Path $TestDrive 'report'
        $report = & "$examples/sweep-report.ps1" -Path $path -Epoch 60 -SeedCount 2
        $means = @($report | Where-Object Optimizer)
        $means | Should -HaveCount 12
        $means[0].MeanLoss | Should -BeLessThan 0.2
        $means[0].Accuracy | Should -BeGreaterThan 0.9
        @(Import-Csv "$path/trials.csv") | Should -HaveCount 24
        $chart = [xml] (Get-Content "$path/losses.svg" -Raw)
        @($chart.svg.polyline) | Should -HaveCount 2
        ($chart.svg.polyline[0].points -split ' ').Count | Should -Be 6
    }

    It 'find a learning rate' {
        $result = & "$examples/learning-rate-sweep.ps1" -Count 6 -Epoch 200
        $result[-1] | Should -BeLike 'Best learning rate*'
    }

    It 'tell iris species apart' -Skip:(-not $hasIris) {
        $data = Import-Dataset "$PSScriptRoot/../../shared/data/iris.csv" -Target species -Standardize
        $train, $test = $data | Split-Dataset -Fraction 0.7, 0.3 -Stratify -Seed 1
        $network = New-Network -Size 4, 16, 3 -Activation Tanh -Seed 1
        $null = Invoke-Training $network $train -Optimizer Adam -LearningRate 0.02 -Epoch 150 -BatchSize 32 -Shuffle -Seed 1
        (Measure-Network $network $test).Accuracy | Should -BeGreaterOrEqual 0.95
    }
}
