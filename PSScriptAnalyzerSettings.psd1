@{
    # Every rule, and no exception but the one that build.ps1 makes for *.Tests.ps1.
    IncludeDefaultRules = $true
    Severity            = @('Error', 'Warning', 'Information', 'ParseError')
}
