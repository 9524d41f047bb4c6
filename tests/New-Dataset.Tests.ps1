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

Describe 'New-Dataset -Kind, classes and sequences' {
    It 'makes a sine over one period' {
        $data = New-Dataset Sine -Count 20 -Seed 1
        foreach ($i in 0..19) {
            $data.Y[$i] | Should -Be ([Math]::Sin($data.X[$i]))
        }
        ($data.X | Measure-Object -Maximum).Maximum | Should -BeLessThan ([Math]::PI)
        (New-Dataset Sine -Range 5, 6 -Count 1 -Seed 1).X[0] | Should -BeGreaterOrEqual 5
    }

    It 'says whether the number of positive pixels is odd' {
        $data = New-Dataset Parity -Dimension 3 -Count 50 -Seed 1
        $data.Classes | Should -BeExactly '0', '1'
        $data.TargetNames | Should -Be 'class'
        foreach ($i in 0..49) {
            $positive = @($data.X[(3 * $i)..(3 * $i + 2)] | Where-Object { $_ -gt 0 }).Count
            $data.Y[$i] | Should -Be ($positive % 2)
        }
    }

    It 'says whether a point lies in the ring' {
        $data = New-Dataset Ring -Count 50 -Seed 1
        foreach ($i in 0..49) {
            $norm = [Math]::Sqrt([Math]::Pow($data.X[2 * $i], 2) + [Math]::Pow($data.X[2 * $i + 1], 2))
            $data.Y[$i] | Should -Be ([int] ($norm -ge 1 -and $norm -le 2))
        }
        (New-Dataset Ring -Dimension 5 -Count 1).InputSize | Should -Be 5
    }

    It 'makes as many samples of each class: <kind>' -ForEach @(
        @{ kind = 'ThreeModes'; classes = '0', '1' }
        @{ kind = 'Xor'; classes = '0', '1' }
        @{ kind = 'Spiral'; classes = '0', '1' }
        @{ kind = 'Moons'; classes = '0', '1' }
        @{ kind = 'Blobs'; classes = '0', '1', '2' }
    ) {
        $data = New-Dataset $kind -Count 60 -Seed 1
        $data.InputShape | Should -Be 2
        $data.Classes | Should -BeExactly $classes
        $data.Y | Group-Object | ForEach-Object { $_.Count | Should -Be (60 / $classes.Count) }
    }

    It 'takes -ClassCount and -Dimension' {
        (New-Dataset Spiral -ClassCount 5 -Count 10).Classes.Count | Should -Be 5
        $data = New-Dataset Blobs -ClassCount 4 -Dimension 3 -Count 10
        $data.Classes.Count | Should -Be 4
        $data.FeatureNames | Should -Be 'x1', 'x2', 'x3'
    }

    It 'makes the sequence of -Task <task>' -ForEach @(
        @{ task = 'Adding'; features = 'value', 'marker'; target = 'y' }
        @{ task = 'Sine'; features = 'x'; target = 'y' }
        @{ task = 'Parity'; features = 'bit'; target = 'class' }
    ) {
        $data = New-Dataset Sequence -Task $task -Length 6 -Count 3 -Seed 1
        $data.InputShape | Should -Be 6, $features.Count
        $data.FeatureNames | Should -Be $features
        $data.TargetNames | Should -Be $target
    }

    It 'adds the marked values' {
        $data = New-Dataset Sequence -Length 4 -Count 1 -Seed 1
        $x = $data.X
        $data.Y[0] | Should -Be ($x[0] * $x[1] + $x[2] * $x[3] + $x[4] * $x[5] + $x[6] * $x[7])
    }

    It 'blurs the features of classes with -Noise, and keeps the classes' {
        $clean = New-Dataset Moons -Count 100 -Seed 1
        $noisy = New-Dataset Moons -Count 100 -Seed 1 -Noise 0.1
        $noisy.Y | Should -Be $clean.Y
        $noisy.X | Should -Not -Be $clean.X
    }

    It 'keeps the first samples where there are more' {
        foreach ($kind in 'Ring', 'ThreeModes', 'Blobs', 'Sequence') {
            $few = New-Dataset $kind -Count 5 -Seed 1
            $many = New-Dataset $kind -Count 9 -Seed 1
            $many.X[0..($few.X.Count - 1)] | Should -Be $few.X
        }
    }

    It 'refuses <bad>' -ForEach @(
        @{ bad = 'Moons -Range -1, 1' }
        @{ bad = 'Spiral -Range -1, 1' }
        @{ bad = 'Blobs -Range -1, 1' }
        @{ bad = 'Xor -Dimension 2' }
        @{ bad = 'Linear -Task Adding' }
        @{ bad = 'Parity -Dimension 0' }
        @{ bad = 'Ring -Dimension -1' }
        @{ bad = 'Blobs -ClassCount 1' }
        @{ bad = 'Sequence -Length 1' }
        @{ bad = 'Xor -Noise -1' }
    ) {
        { & ([scriptblock]::Create("New-Dataset $bad")) } |
            Should -Throw -ErrorId 'OptionOutOfRange,MLPosh.Commands.NewDatasetCommand'
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

    It 'fills shorter sequences with zeros in front with -Pad' {
        $data = New-Dataset -X (1, 2, 3), (4, 5) -Y 6, 9 -Pad
        $data.InputShape | Should -Be 3, 1
        $data.X | Should -Be 1, 2, 3, 0, 4, 5
        { New-Dataset -X (1, 2, 3), (4, 5) -Y 6, 9 } | Should -Throw -ErrorId 'DatasetShapeMismatch,*'
        { New-Dataset -X 1, 2 -Y 6, 9 -Pad } | Should -Throw -ErrorId 'DatasetShapeMismatch,*'
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
