@{
    RootModule           = 'MLPosh.dll'
    # The build puts the version of Directory.Build.props here.
    ModuleVersion        = '0.0.0'
    GUID                 = '6c1ce5b4-7d6d-4a9c-8c2f-5e2b8f1d3a60'
    Author               = 'The MLPosh developers'
    Copyright            = '(c) The MLPosh developers. MIT License.'
    Description          = 'Scripted machine-learning experiments: small neural networks trained fast and exactly, with losses and parameters as objects for the pipeline.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('MLPosh.Format.ps1xml')
    TypesToProcess       = @('MLPosh.Types.ps1xml')
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    CmdletsToExport      = @(
        'Copy-Network'
        'Find-LearningRate'
        'Get-Activation'
        'Get-ComputeDevice'
        'Get-Gradient'
        'Get-Loss'
        'Get-NetworkParameter'
        'Get-Optimizer'
        'Get-Schedule'
        'Get-SweepTrial'
        'Import-Dataset'
        'Invoke-Network'
        'Invoke-Sweep'
        'Invoke-Training'
        'Measure-Network'
        'New-Dataset'
        'New-Layer'
        'New-Network'
        'New-Optimizer'
        'New-Schedule'
        'New-SearchSpace'
        'Set-NetworkParameter'
        'Split-Dataset'
        'Test-Gradient'
    )
    PrivateData          = @{
        PSData = @{
            Tags       = @('MachineLearning', 'NeuralNetwork', 'Regression', 'DeepLearning', 'PSEdition_Core')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
