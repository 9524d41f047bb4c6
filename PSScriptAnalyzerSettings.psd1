# All rules. One is left out here because Pester's BeforeAll trips it (a variable set there is used in other blocks);
# build.ps1 turns it on again for every script that is not a *.Tests.ps1.
@{
    ExcludeRules = @('PSUseDeclaredVarsMoreThanAssignments')
}
