BeforeAll {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"
    $data = New-Dataset -X (1..100) -Y (1..100)
}

Describe 'Split-Dataset' {
    It 'gives each sample to one part' {
        $train, $test = $data | Split-Dataset -Fraction 0.8, 0.2 -Seed 1
        $train.Count | Should -Be 80
        $test.Count | Should -Be 20
        @($train.X) + @($test.X) | Sort-Object | Should -Be (1..100)
        @($train.X) | Should -Not -Be (1..80)
    }

    It 'gives the rest for a single fraction, and 80 to 20 for none' {
        Split-Dataset $data -Fraction 0.3 -Seed 1 | ForEach-Object Count | Should -Be 30, 70
        Split-Dataset $data -Seed 1 | ForEach-Object Count | Should -Be 80, 20
    }

    It 'cuts the same for the same seed only' {
        $one, $same, $other = foreach ($seed in 1, 1, 2) { "$((Split-Dataset $data -Seed $seed)[0].X)" }
        $same | Should -BeExactly $one
        $other | Should -Not -Be $one
    }

    It 'tests each sample in one fold' {
        $folds = Split-Dataset $data -Fold 3 -Seed 1
        $folds.Fold | Should -Be 1, 2, 3
        $folds.ForEach({ $_.Test.X }) | Sort-Object | Should -Be (1..100)
        $folds[0].Train.Count + $folds[0].Test.Count | Should -Be 100
    }

    It 'gives each part its share of each class' {
        $labels = New-Dataset -X (1..40) -Y (@('a') * 30 + @('b') * 10)
        $parts = Split-Dataset $labels -Fraction 0.5, 0.5 -Stratify -Seed 1
        foreach ($part in $parts) { @($part.Y | Where-Object { $_ -eq 1 }).Count | Should -Be 5 }
    }

    It 'fails for <name>' -ForEach @(
        @{ name = 'too much'; id = 'OptionOutOfRange'; options = @{ Fraction = 0.9, 0.2 } }
        @{ name = 'a fraction of 0'; id = 'OptionOutOfRange'; options = @{ Fraction = 0, 1 } }
        @{ name = 'one fold'; id = 'OptionOutOfRange'; options = @{ Fold = 1 } }
        @{ name = 'more folds than samples'; id = 'OptionOutOfRange'; options = @{ Fold = 101 } }
        @{ name = '-Stratify without classes'; id = 'OptionOutOfRange'; options = @{ Stratify = $true } }
        @{ name = 'a part without samples'; id = 'DatasetEmpty'; options = @{ Fraction = 0.001, 0.9 } }
    ) {
        { Split-Dataset $data @options -Seed 1 } | Should -Throw -ErrorId "$id,MLPosh.Commands.SplitDatasetCommand"
    }

    It 'fails for one row' {
        { New-Dataset -X 1 -Y 1 | Split-Dataset } | Should -Throw -ErrorId 'DatasetEmpty,*'
    }
}
