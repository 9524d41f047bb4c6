# Runs every *.Tests.ps1 and ends with a line that .ci/run adds up. build.ps1 starts it in a process of its own.
$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot, "$PSScriptRoot/../examples"
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$result = Invoke-Pester -Configuration $configuration
if ($result.SkippedCount) { "Pester skipped $($result.SkippedCount) test(s)." }
# A file that cannot even be read has no tests that failed, but is a failure.
$failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
"Pester: $($result.PassedCount) passed, $failed failed"
exit [int] ($failed -gt 0)
