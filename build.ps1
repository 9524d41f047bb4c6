<#
.SYNOPSIS
Runs the repository's tasks.

.DESCRIPTION
Build      builds everything; out/MLPosh is then the module, ready to import.
Test       the xunit tests, then Pester, then Analyze; all three run even when one fails.
Pester     the *.Tests.ps1 in tests and examples, against the built module in a PowerShell of their own.
Analyze    PSScriptAnalyzer over every script; any finding fails.
Benchmark  the training speed compared with PyTorch's.
Docs       the help, from docs/en-US.
Package    the module as out/MLPosh-<version>.zip.

Pester and Analyze end with a line that counts, which .ci/run adds up; where the module that one needs is not installed,
that line says so and nothing fails.

.EXAMPLE
./build.ps1 -Task Build, Test -Configuration Release
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Pester', 'Analyze', 'Benchmark', 'Docs', 'Package')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

$ErrorActionPreference = 'Stop'
$configured = '-c', $Configuration

function Invoke-Program([scriptblock] $Call) {
    & $Call
    if ($LASTEXITCODE -ne 0) {
        throw "'$("$Call".Trim())' ended with $LASTEXITCODE."
    }
}

function Invoke-PesterTask {
    if (-not (Get-Module Pester -ListAvailable | Where-Object Version -GE '5.0')) {
        return 'Pester: not installed, skipped.'
    }

    Invoke-Program { dotnet build $PSScriptRoot/MLPosh.sln @configured -v quiet }
    # A process of its own: it locks the module's DLLs, and the next build wants to write them.
    & ([Environment]::ProcessPath) -NoProfile -NonInteractive -OutputFormat Text -Command {
        param($Root)
        $result = Invoke-Pester -Path "$Root/tests/*.Tests.ps1", "$Root/examples/*.Tests.ps1" -PassThru
        # A file that Pester cannot even read has no tests to fail.
        $failed = $result.FailedCount + $result.FailedContainersCount
        "Pester: $($result.PassedCount) passed, $failed failed, $($result.SkippedCount) skipped"
        exit [int]($result.Result -ne 'Passed')
    } -args $PSScriptRoot
    if ($LASTEXITCODE -ne 0) {
        throw 'Pester tests failed.'
    }
}

function Get-Finding([System.IO.FileInfo] $Script) {
    $settings = "$PSScriptRoot/PSScriptAnalyzerSettings.psd1"
    Invoke-ScriptAnalyzer -Path $Script.FullName -Settings $settings
    if ($Script.Name -notlike '*.Tests.ps1') {
        Invoke-ScriptAnalyzer -Path $Script.FullName -IncludeRule (Import-PowerShellDataFile $settings).ExcludeRules
    }
}

function Invoke-AnalyzeTask {
    if (-not (Get-Module PSScriptAnalyzer -ListAvailable)) {
        return 'Lint: PSScriptAnalyzer is not installed, skipped.'
    }

    $scripts = Get-ChildItem $PSScriptRoot -Recurse -File -Include *.ps1, *.psm1, *.psd1 |
        Where-Object { [IO.Path]::GetRelativePath($PSScriptRoot, $_.FullName) -notmatch '(^|[\\/])(out|bin|obj|TestResults)[\\/]' }
    $failed = 0
    foreach ($script in $scripts) {
        $findings = @(Get-Finding $script)
        $failed += [int]($findings.Count -gt 0)
        $findings | ForEach-Object { "$($_.ScriptPath):$($_.Line): $($_.RuleName): $($_.Message)" }
    }

    "Lint: $(@($scripts).Count - $failed) passed, $failed failed"
    if ($failed) {
        throw "PSScriptAnalyzer has findings in $failed scripts."
    }
}

function Invoke-PackageTask {
    Invoke-Program { dotnet build $PSScriptRoot/MLPosh.sln @configured }
    $version = (Import-PowerShellDataFile $PSScriptRoot/out/MLPosh/MLPosh.psd1).ModuleVersion
    $package = "$PSScriptRoot/out/MLPosh-$version.zip"
    Remove-Item $package -ErrorAction Ignore
    [IO.Compression.ZipFile]::CreateFromDirectory("$PSScriptRoot/out/MLPosh", $package, 'Optimal', $true)
    "Packed $package"
}

$steps = $Task | ForEach-Object { $_ -eq 'Test' ? @('Xunit', 'Pester', 'Analyze') : $_ }
$failures = foreach ($step in $steps) {
    try {
        switch ($step) {
            Build { Invoke-Program { dotnet build $PSScriptRoot/MLPosh.sln @configured } | Out-Host }
            Xunit { Invoke-Program { dotnet test $PSScriptRoot/MLPosh.sln @configured } | Out-Host }
            Pester { Invoke-PesterTask | Out-Host }
            Analyze { Invoke-AnalyzeTask | Out-Host }
            Benchmark { Invoke-Program { dotnet run -c Release --project $PSScriptRoot/tests/MLPosh.Benchmarks -- compare } | Out-Host }
            Docs { Invoke-Program { dotnet build $PSScriptRoot/src/MLPosh @configured } | Out-Host }
            Package { Invoke-PackageTask | Out-Host }
        }
    }
    catch {
        "$step`: $_"
    }
}

if ($failures) {
    $failures | ForEach-Object { Write-Error $_ -ErrorAction Continue }
    exit 1
}
