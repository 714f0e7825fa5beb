<#
.SYNOPSIS
    The main job on a real recording: from a TIFF to neurons, a picture and tables.
.DESCRIPTION
    Takes the two-photon movie and the published weights that lie beside the repository in ../shared, converts the weights once, and writes
    everything to out/first-run. Until the module ships models of its own, it needs that folder, and says so where it is missing.
#>
param(
    # A movie of your own; by default the two-photon recording in ../shared/data.
    [string] $Path = "$PSScriptRoot/../../shared/data/two-photon-7hz.tif",

    # Frames a second, where the file does not say so.
    [double] $FrameRate = 7,

    # Where the published checkpoints are.
    [string] $Weights = "$PSScriptRoot/../../shared/reference/weights",

    [string] $OutputPath = "$PSScriptRoot/../out/first-run"
)
$ErrorActionPreference = 'Stop'

foreach ($needed in $Path, $Weights) {
    if (-not (Test-Path $needed)) {
        Write-Warning ("'$([System.IO.Path]::GetFullPath($needed))' is not there. This run needs a recording (-Path) and the published DeepWonder3D weights (-Weights); " +
            'the module ships no models of its own yet. Nothing was done.')
        return
    }
}

# The weights become models once; a second run finds them.
$models = "$OutputPath/models"
$checkpoints = @{
    denoise    = 'DENO_pth/rush3d_data4_202404172302/E_50_Iter_0216.pth'
    background = 'RMBG_pth/RMBG_UNet3D_squeeze_202404122250_2um/RMBG_135.pth'
    segment    = 'SEG_pth/Unet4_no_end_UNet3DFFD_20240401-1432_2um/seg_60.pth'
}
foreach ($name in $checkpoints.Keys) {
    if (-not (Test-Path "$models/$name.onnx")) {
        $null = ConvertTo-OnnxModel -LiteralPath "$Weights/$($checkpoints[$name])" -Destination "$models/$name.onnx" -Name $name -Licence 'GPL-3.0'
    }
}

# The main job. The middle results are kept in variables only because pictures of them are wanted.
$movie = Import-Volume -LiteralPath $Path -FrameRate $FrameRate
$clean = $movie | Invoke-Denoise -Model "$models/denoise.onnx"
$neurons = $clean | Remove-Background -Model "$models/background.onnx" | Find-Neuron -Model "$models/segment.onnx"

Export-Neuron -InputObject $neurons -Path "$OutputPath/neurons.csv" -Force
Export-Neuron -InputObject $neurons -Path "$OutputPath/neurons.mat" -Force
Export-Volume -InputObject $clean -Path "$OutputPath/denoised.tif" -SampleType UInt16 -Force
Export-Figure -InputObject $neurons -Volume $clean -Path "$OutputPath/neurons.png" -Kind Summary -Force

$neurons | Format-Table
'The ten that stand out most:'
$neurons.Neurons | Sort-Object Snr -Descending | Select-Object -First 10 | Format-Table
"Results are in $([System.IO.Path]::GetFullPath($OutputPath)): neurons.png to look at, neurons.csv and neurons.mat to go on with, denoised.tif."
