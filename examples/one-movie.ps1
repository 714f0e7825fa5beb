<#
.SYNOPSIS
    The main job on one movie: from a TIFF to neurons, a picture and tables.
#>
param(
    # The movie.
    [Parameter(Mandatory)] [string] $Path,

    # Frames a second and the width of a pixel in the object in µm, where the file does not say so.
    [double] $FrameRate,
    [double] $PixelSizeUm,

    [string] $OutputPath = "$PSScriptRoot/../out/one-movie"
)
$ErrorActionPreference = 'Stop'

$known = @{}
if ($FrameRate) { $known.FrameRate = $FrameRate }
if ($PixelSizeUm) { $known.PixelSizeUm = $PixelSizeUm }
$movie = Import-Volume -LiteralPath $Path @known

# The denoised movie is kept in a variable only because a picture of it is wanted.
$denoised = $movie | Invoke-Denoise
$neurons = $denoised | Remove-Background | Find-Neuron

Export-Neuron -InputObject $neurons -Path "$OutputPath/neurons.csv" -Force
Export-Neuron -InputObject $neurons -Path "$OutputPath/neurons.mat" -Force
Export-Volume -InputObject $denoised -Path "$OutputPath/denoised.tif" -SampleType UInt16 -Force
Export-Figure -InputObject $neurons -Volume $denoised -Path "$OutputPath/neurons.png" -Kind Summary -Force

$neurons | Format-Table
'The ten that stand out most:'
$neurons.Neurons | Sort-Object Snr -Descending | Select-Object -First 10 | Format-Table
"Results are in $([System.IO.Path]::GetFullPath($OutputPath)): neurons.png to look at, neurons.csv and neurons.mat to go on with, denoised.tif."
