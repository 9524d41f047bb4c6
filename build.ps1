#!/usr/bin/env pwsh
<#
.SYNOPSIS
    Runs the repository's tasks; the work itself is done by dotnet, Pester and PSScriptAnalyzer.
.EXAMPLE
    ./build.ps1
    Builds the module into out/MLPosh.
.EXAMPLE
    ./build.ps1 -Task Test
    Runs the tests of xunit and Pester, and PSScriptAnalyzer.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'UnitTest', 'Pester', 'Analyze', 'Benchmark', 'Docs', 'Package')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug',

    # For Benchmark: a Python with PyTorch; the first on PATH that has it unless given.
    [string] $Python
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$root = $PSScriptRoot
$failed = $false

function Test-Module([string] $Name, [string] $What) {
    $found = [bool] (Get-Module -ListAvailable $Name)
    if (-not $found) { "${What}: skipped, $Name is not installed here." | Out-Host }
    $found
}

function Invoke-PesterTest {
    if (-not (Test-Module Pester Pester)) { return }
    # A process of its own: it loads the module's libraries, which the next build could then not replace.
    $PSNativeCommandUseErrorActionPreference = $false
    pwsh -NoProfile -File "$root/tests/Invoke-PesterTests.ps1" | Out-Host
    if ($LASTEXITCODE -ne 0) { $script:failed = $true }
}

function Invoke-Analysis {
    if (-not (Test-Module PSScriptAnalyzer Lint)) { return }
    $clean, $dirty = 0, 0
    $scripts = git -C $root ls-files --cached --others --exclude-standard -- '*.ps1' '*.psm1' '*.psd1' | Sort-Object
    foreach ($script in $scripts) {
        $options = @{ Path = "$root/$script"; Settings = "$root/PSScriptAnalyzerSettings.psd1" }
        # What BeforeAll assigns is used in It, where the rule does not look.
        if ($script -like '*.Tests.ps1') { $options.ExcludeRule = 'PSUseDeclaredVarsMoreThanAssignments' }
        $findings = @(Invoke-ScriptAnalyzer @options)
        if ($findings) { $dirty++; $findings | Format-Table RuleName, ScriptName, Line, Message -Wrap | Out-Host } else { $clean++ }
    }
    "Lint: $clean passed, $dirty failed" | Out-Host
    if ($dirty) { $script:failed = $true }
}

Push-Location $root
try {
    switch ($Task) {
        'Build' { dotnet build MLPosh.sln --configuration $Configuration }
        'UnitTest' { dotnet test MLPosh.sln --configuration $Configuration }
        'Pester' { Invoke-PesterTest }
        'Analyze' { Invoke-Analysis }
        'Test' {
            # All three run, whichever fails.
            try { dotnet test MLPosh.sln --configuration $Configuration } catch { $failed = $true; "$_" }
            Invoke-PesterTest
            Invoke-Analysis
        }
        'Benchmark' {
            $options = if ($Python) { '--python', $Python } else { @() }
            dotnet run --configuration Release --project tests/MLPosh.Benchmarks -- compare @options
        }
        'Docs' { dotnet build src/MLPosh --configuration $Configuration }
        'Package' {
            dotnet build src/MLPosh --configuration Release
            Remove-Item out/MLPosh.zip -ErrorAction Ignore
            [System.IO.Compression.ZipFile]::CreateFromDirectory("$root/out/MLPosh", "$root/out/MLPosh.zip", 'Optimal', $true)
        }
    }
}
finally {
    Pop-Location
}
if ($failed) { throw 'Tests failed, or PSScriptAnalyzer found something.' }
