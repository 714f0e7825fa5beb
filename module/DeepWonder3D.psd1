@{
    RootModule = 'DeepWonder3D.PowerShell.dll'
    ModuleVersion = '0.1.0'
    GUID = '6f2b7a0e-53a4-4a3c-9a53-0c1d5f0e7b21'
    Author = 'DeepWonder3D for PowerShell contributors'
    CompanyName = 'DeepWonder3D for PowerShell contributors'
    Copyright = '(c) 2026 DeepWonder3D for PowerShell contributors. MIT licence.'
    Description = 'Turns noisy calcium-imaging recordings into neurons: where they are in 3-D, and what each one did over time.'

    # .NET 10 came with PowerShell 7.6: an older host is refused here, before it fails on an assembly.
    PowerShellVersion = '7.6'
    CompatiblePSEditions = @('Core')

    # Core's types are there from the start: [DeepWonder3D.Volumes.Volume]
    RequiredAssemblies = @('DeepWonder3D.Core.dll')
    TypesToProcess = @('DeepWonder3D.Types.ps1xml')
    FormatsToProcess = @('DeepWonder3D.Format.ps1xml')
    CmdletsToExport = @(
        'Compare-Neuron'
        'ConvertTo-OnnxModel'
        'ConvertTo-View'
        'Export-Figure'
        'Export-Neuron'
        'Export-NeuronReport'
        'Export-ViewCalibration'
        'Export-Volume'
        'Find-Neuron'
        'Get-InferenceDevice'
        'Get-Model'
        'Import-Neuron'
        'Import-ViewCalibration'
        'Import-Volume'
        'Invoke-Deconvolution'
        'Invoke-Denoise'
        'Invoke-NeuronExtraction'
        'Measure-Trace'
        'Merge-View'
        'New-SimulatedRecording'
        'New-ViewCalibration'
        'Register-Neuron'
        'Remove-Background'
        'Repair-Motion'
        'Resize-Volume'
        'Select-Neuron'
        'Test-DeepWonder'
        'Watch-Acquisition'
    )
    FunctionsToExport = @()
    VariablesToExport = @()
    AliasesToExport = @()

    PrivateData = @{
        PSData = @{
            LicenseUri = 'https://opensource.org/license/mit'
            Tags = @('CalciumImaging', 'Neuroscience', 'Microscopy', 'LightField', 'Denoising', 'Segmentation', 'ONNX', 'TIFF', 'PSEdition_Core', 'Windows', 'Linux')
            ReleaseNotes = 'First version: the whole pipeline, from a file to neurons in space.'
        }
    }
}
