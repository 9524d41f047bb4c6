BeforeAll {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"
}

Describe 'New-Dataset -Kind' {
    It 'makes the line it was asked for' {
        $data = New-Dataset Linear -Count 50 -Range 0, 1 -Slope 2, -3 -Intercept 4 -Seed 1
        $data.Count | Should -Be 50
        $data.FeatureNames | Should -Be 'x1', 'x2'
        $data.Y[7] | Should -Be (4 + 2 * $data.X[14] - 3 * $data.X[15])
        ($data.X | Measure-Object -Minimum).Minimum | Should -BeGreaterOrEqual 0
        ($data.X | Measure-Object -Maximum).Maximum | Should -BeLessThan 1
    }

    It 'makes the polynomial it was asked for, coefficients low to high' {
        $data = New-Dataset Polynomial -Count 5 -Coefficient 3, 7, 8 -Seed 1
        foreach ($i in 0..4) {
            $x = $data.X[$i]
            $data.Y[$i] | Should -Be ((8 * $x + 7) * $x + 3)
        }
    }

    It 'adds noise of the standard deviation asked for' {
        $data = New-Dataset Linear -Count 5000 -Slope 0 -Noise 0.5 -Seed 1
        ($data.Y | Measure-Object -StandardDeviation).StandardDeviation | Should -BeGreaterThan 0.48
        ($data.Y | Measure-Object -StandardDeviation).StandardDeviation | Should -BeLessThan 0.52
    }

    It 'gives the same numbers for the same seed only' {
        $one, $same, $other = foreach ($seed in 1, 1, 2) { "$((New-Dataset Linear -Count 5 -Seed $seed).X)" }
        $same | Should -BeExactly $one
        $other | Should -Not -Be $one
    }
}

Describe 'New-Dataset -X -Y' {
    It 'takes text that is a number' {
        $data = New-Dataset -X -1, '2.5' -Y '1e1', 3
        $data.X | Should -Be -1, 2.5
        $data.Y | Should -Be 10, 3
    }

    It 'keeps the shape of sequences and images' {
        $sequence = New-Dataset -X ([double[, , ]]::new(2, 5, 3)) -Y 1, 2
        $sequence.InputShape | Should -Be 5, 3
        $image = New-Dataset -X ([double[, , , ]]::new(2, 1, 4, 4)) -Y 1, 2
        $image.InputShape | Should -Be 1, 4, 4
    }

    It 'takes labels as classes, sorted' {
        $data = New-Dataset -X 1, 2, 3 -Y dog, Cat, dog
        $data.Classes | Should -BeExactly 'Cat', 'dog'
        $data.Y | Should -Be 1, 0, 1
    }

    It 'takes numbers as classes with -Categorical' {
        (New-Dataset -X 1, 2, 3 -Y 2, 0, 2 -Categorical y).Classes | Should -Be '0', '2'
        (New-Dataset -X 1, 2, 3 -Y 2, 0, 2).Classes | Should -BeNullOrEmpty
    }

    It 'standardizes features and says with what' {
        $data = New-Dataset -X (1, 10), (3, 10), (5, 10) -Y 1, 2, 3 -Standardize
        $data.FeatureMean | Should -Be 3, 10
        $data.X[0] | Should -BeLessThan -1.22
        $data.X[1] | Should -Be 0
    }

    It 'fails with <id> for <name>' -ForEach @(
        @{ name = 'X and Y of different length'; id = 'DatasetShapeMismatch'; x = @(1, 2); y = @(1) }
        @{ name = 'ragged rows'; id = 'DatasetShapeMismatch'; x = @(@(1, 2), @(3, 4, 5)); y = @(1, 2) }
        @{ name = 'text'; id = 'DatasetValueInvalid'; x = @(1, 'two'); y = @(1, 2) }
        @{ name = 'NaN'; id = 'DatasetValueInvalid'; x = @(1, [double]::NaN); y = @(1, 2) }
        @{ name = 'nothing'; id = 'DatasetValueInvalid'; x = @(1, $null); y = @(1, 2) }
        @{ name = 'infinity'; id = 'DatasetValueInvalid'; x = @(1, 2); y = @(1, [double]::PositiveInfinity) }
        @{ name = 'no rows'; id = 'DatasetEmpty'; x = @(); y = @() }
    ) {
        { New-Dataset -X $x -Y $y } | Should -Throw -ErrorId "$id,MLPosh.Commands.NewDatasetCommand"
    }

    It 'makes a dataset of one row' {
        (New-Dataset -X 1 -Y 2).Count | Should -Be 1
    }
}

Describe 'New-Dataset from the pipeline' {
    It 'takes what Import-Csv gives' {
        $data = "a,b,kind`n1,2,x`n3,4,y" | ConvertFrom-Csv | New-Dataset -Feature a, b -Target kind
        $data.X | Should -Be 1, 2, 3, 4
        $data.Classes | Should -Be 'x', 'y'
    }

    It 'makes a column a label of a categorical feature' {
        $data = "a,color`n1,red`n2,blue" | ConvertFrom-Csv | New-Dataset -Target a -Categorical color
        $data.FeatureNames | Should -Be 'color=blue', 'color=red'
        $data.X | Should -Be 0, 1, 1, 0
    }

    It 'names row and column of a missing value, and can go on' {
        $rows = "a,b`n1,1`n,2`n3,3" | ConvertFrom-Csv
        $problem = { $rows | New-Dataset -Target b } | Should -Throw -PassThru
        $problem.FullyQualifiedErrorId | Should -BeLike 'DatasetValueInvalid,*'
        "$problem" | Should -BeLike "*row 2*'a'*-Missing Drop*"
        ($rows | New-Dataset -Target b -Missing Drop).Count | Should -Be 2
        ($rows | New-Dataset -Target b -Missing Mean).X | Should -Be 1, 2, 3
    }

    It 'lists the columns where one is not there' {
        $problem = { [pscustomobject]@{ a = 1; b = 2 } | New-Dataset -Target c } | Should -Throw -PassThru
        $problem.FullyQualifiedErrorId | Should -BeLike 'DatasetColumnNotFound,*'
        $problem.TargetObject | Should -Be 'c'
        "$problem" | Should -BeLike '*a, b*'
    }

    It 'fails for an empty pipeline' {
        { @() | New-Dataset -Target y } | Should -Throw -ErrorId 'DatasetEmpty,*'
    }
}

Describe 'New-Dataset -Function' {
    It 'samples the function' {
        $data = New-Dataset -Function { 8 * $_ * $_ + 7 * $_ + 3 } -Count 10 -Range -15, 15 -Seed 1
        $x = $data.X[4]
        $data.Y[4] | Should -Be (8 * $x * $x + 7 * $x + 3)
    }

    It 'sees the variables of its script' {
        $slope = 5
        $data = New-Dataset -Function { $slope * $_ } -Count 3 -Seed 1
        $data.Y[2] | Should -Be (5 * $data.X[2])
    }

    It 'fails where the function gives no number' {
        { New-Dataset -Function { 'a' } } | Should -Throw -ErrorId 'DatasetValueInvalid,*'
        { New-Dataset -Function { } } | Should -Throw -ErrorId 'DatasetValueInvalid,*'
    }
}
