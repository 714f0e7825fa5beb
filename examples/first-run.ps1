<#
.SYNOPSIS
    The whole 3-D pipeline on a simulated recording whose neurons are known: from views to neurons in space, and how many of them are right.
.DESCRIPTION
    Simulates seven views of mouse cortex, as a light-field microscope sees it, finds the neurons with the models that ship with the module, places them in
    space, and compares them with the truth. Everything goes to out/first-run: the recorded views, the neurons as tables, and pictures to look at.
    Takes about a minute on two cores.
#>
param(
    # How hard the recording is: Easy, Typical or Hard.
    [string] $Preset = 'Typical',

    # Another seed makes another recording.
    [int] $Seed = 2026,

    # Rows and columns, and frames, where the preset's (256, 224) take too long.
    [int] $SizePx,
    [int] $FrameCount,

    [string] $OutputPath = "$PSScriptRoot/../out/first-run"
)
$ErrorActionPreference = 'Stop'

$smaller = @{}
if ($SizePx) { $smaller.Height = $smaller.Width = $SizePx }
if ($FrameCount) { $smaller.FrameCount = $FrameCount }
$recording = New-SimulatedRecording $Preset -Seed $Seed @smaller
$recording.Views | Export-Volume -Path "$OutputPath/views/" -Compression Deflate -Force

# The pipeline. The denoised movies are kept in a variable only because a picture of one is wanted.
$views = Import-Volume "$OutputPath/views/*.tif"
$denoised = $views | Invoke-Denoise
$neurons = $denoised | Remove-Background | Find-Neuron
$population = $neurons | Merge-View -Calibration $recording.Calibration

$population | Export-Neuron -Path "$OutputPath/neurons.csv" -Force
$population | Export-Neuron -Path "$OutputPath/neurons.mat" -Force
$centre = $neurons | Where-Object ViewId -EQ 113
Export-Figure -InputObject $centre -Volume ($denoised | Where-Object ViewId -EQ 113) -Path "$OutputPath/view-113.png" -Kind Summary -Force
Export-Figure -InputObject $population -Path "$OutputPath/neurons.png" -Force

'Neurons in each view:'
$neurons | Format-Table
'The ten neurons in space that stand out most:'
$population.Neurons | Sort-Object Snr -Descending | Select-Object -First 10 | Format-Table
'Against the truth, in each view and in space:'
$neurons | Compare-Neuron -Truth $recording | Format-Table
$population | Compare-Neuron -Truth $recording | Format-Table
"Results are in $([System.IO.Path]::GetFullPath($OutputPath)): view-113.png and neurons.png to look at, neurons.csv and neurons.mat to go on with."
