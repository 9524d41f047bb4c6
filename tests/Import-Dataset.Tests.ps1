BeforeDiscovery {
    $mpg = "$PSScriptRoot/../../shared/data/mpg.csv"
    $hasMpg = Test-Path $mpg
    if (-not $hasMpg) { Write-Warning "mpg.csv is not in $(Split-Path $mpg): its tests are skipped." }
}

BeforeAll {
    Import-Module "$PSScriptRoot/../out/MLPosh/MLPosh.psd1"
    $mpg = "$PSScriptRoot/../../shared/data/mpg.csv"
    $columns = @{ Feature = 'weight', 'horsepower', 'displacement'; Target = 'mpg' }
}

Describe 'Import-Dataset' {
    It 'reads quoted fields and numbers with a point' {
        Set-Content TestDrive:/a.csv ('x,"name, with comma",y', '1.5,"a ""quoted"" b",2', '2.5,c,3')
        $data = Import-Dataset TestDrive:/a.csv -Feature x -Target y
        $data.X | Should -Be 1.5, 2.5
        (Import-Dataset TestDrive:/a.csv -Feature x -Target 'name, with comma').Classes | Should -Be 'a "quoted" b', 'c'
    }

    It 'reads tabs, and compressed files' {
        Set-Content TestDrive:/b.tsv "x`ty`n1`t2"
        (Import-Dataset TestDrive:/b.tsv -Target y).Count | Should -Be 1
        $target = [IO.File]::Create("$TestDrive/c.csv.gz")
        $zip = [IO.Compression.GZipStream]::new($target, [IO.Compression.CompressionMode]::Compress)
        $zip.Write([Text.Encoding]::UTF8.GetBytes("x,y`n1,2`n3,4`n"))
        $zip.Dispose()
        (Import-Dataset "$TestDrive/c.csv.gz" -Target y).X | Should -Be 1, 3
    }

    It 'reads several files, one dataset each, by wildcard and pipeline' {
        1..3 | ForEach-Object { Set-Content "TestDrive:/many$_.csv" "x,y`n$_,1" }
        Import-Dataset TestDrive:/many*.csv -Target y | ForEach-Object { $_.X[0] } | Should -Be 1, 2, 3
        @(Get-ChildItem TestDrive:/many*.csv | Import-Dataset -Target y).Count | Should -Be 3
    }

    It 'takes a name with brackets literally with -LiteralPath' {
        Set-Content -LiteralPath 'TestDrive:/a[x].csv' "x,y`n1,2"
        { Import-Dataset 'TestDrive:/a[x].csv' -Target y -ErrorAction Stop } |
            Should -Throw -ErrorId 'PathNotFound,*' -ExpectedMessage '*-LiteralPath*'
        (Import-Dataset -LiteralPath 'TestDrive:/a[x].csv' -Target y).Count | Should -Be 1
    }

    It 'fails with <id> for <name>' -ForEach @(
        @{ name = 'a path that does not exist'; id = 'PathNotFound'; path = 'TestDrive:/no.csv'; text = $null }
        @{ name = 'a folder'; id = 'PathNotFound'; path = 'TestDrive:/'; text = $null }
        @{ name = 'a missing column'; id = 'DatasetColumnNotFound'; path = 'TestDrive:/e1.csv'; text = "a,b`n1,2" }
        @{ name = 'text in a feature'; id = 'DatasetValueInvalid'; path = 'TestDrive:/e2.csv'; text = "x,y`ntwo,2" }
        @{ name = 'an empty cell'; id = 'DatasetValueInvalid'; path = 'TestDrive:/e3.csv'; text = "x,y`n,2" }
        @{ name = 'a ragged row'; id = 'DatasetShapeMismatch'; path = 'TestDrive:/e4.csv'; text = "x,y`n1,2,3" }
        @{ name = 'a header alone'; id = 'DatasetEmpty'; path = 'TestDrive:/e5.csv'; text = 'x,y' }
        @{ name = 'a column twice'; id = 'FileFormatInvalid'; path = 'TestDrive:/e6.csv'; text = "x,x,y`n1,2,3" }
    ) {
        if ($text) { Set-Content $path $text }
        $null = Import-Dataset $path -Target y -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -Be "$id,MLPosh.Commands.ImportDatasetCommand"
    }

    It 'reads the other files after one that fails' {
        Set-Content TestDrive:/good.csv "x,y`n1,2"
        $data = Import-Dataset TestDrive:/no.csv, TestDrive:/good.csv -Target y -ErrorAction SilentlyContinue
        @($data).Count | Should -Be 1
    }
}

Describe 'mpg.csv' -Skip:(-not $hasMpg) {
    It 'names the first row that misses horsepower' {
        $null = Import-Dataset $mpg @columns -ErrorAction SilentlyContinue -ErrorVariable problem
        "$($problem[0])" | Should -BeLike '*row 33*horsepower*'
    }

    It 'goes on with -Missing' {
        (Import-Dataset $mpg @columns -Missing Drop).Count | Should -Be 392
        (Import-Dataset $mpg @columns -Missing Mean).Count | Should -Be 398
    }

    It 'trains well when standardized' {
        $data = Import-Dataset $mpg @columns -Missing Drop -Standardize
        $network = New-Network -Size 3, 1 -Seed 1
        $null = Invoke-Training $network $data -LearningRate 0.1 -Epoch 300
        (Measure-Network $network $data).RSquared | Should -BeGreaterThan 0.7
    }

    It 'is the same through Import-Csv' {
        $file = Import-Dataset $mpg @columns -Missing Mean -Standardize
        $piped = Import-Csv $mpg | New-Dataset @columns -Missing Mean -Standardize
        "$($piped.X)" | Should -BeExactly "$($file.X)"
        "$($piped.Y)" | Should -BeExactly "$($file.Y)"
        { Import-Csv $mpg | New-Dataset @columns } | Should -Throw -ExpectedMessage '*row 33*horsepower*'
    }
}
