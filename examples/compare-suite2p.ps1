<#
.SYNOPSIS
    What suite2p found in a movie beside what the module finds in it.
.DESCRIPTION
    Neither is the truth: the table says how many neurons both have, how well their outlines and traces agree, and how many only one of them has. The picture shows
    suite2p's regions as dashed white outlines.
#>
param(
    # The movie that suite2p worked on, after its registration.
    [Parameter(Mandatory)] [string] $Path,

    # Its results: the folder with stat.npy, such as suite2p/plane0.
    [Parameter(Mandatory)] [string] $Suite2p,

    # Frames a second and the width of a pixel in the object in µm, where the movie does not say so.
    [double] $FrameRate,
    [double] $PixelSizeUm,

    # The share of the covered pixels from which on two regions are one neuron.
    [double] $MinIoU = 0.3,

    [string] $OutputPath = "$PSScriptRoot/../out/compare-suite2p"
)
$ErrorActionPreference = 'Stop'

$known = @{}
if ($FrameRate) { $known.FrameRate = $FrameRate }
if ($PixelSizeUm) { $known.PixelSizeUm = $PixelSizeUm }

$denoised = Import-Volume -LiteralPath $Path @known | Invoke-Denoise
$ours = $denoised | Remove-Background | Find-Neuron
$theirs = Import-Neuron -LiteralPath $Suite2p -PixelSizeUm $denoised.PixelSizeUm

# All of theirs count, also those at the edge and those that are hardly active.
$comparison = Compare-Neuron -InputObject $ours -Truth $theirs -MinIoU $MinIoU -EdgePx 0 -MinActivity 0
Export-Figure -InputObject $ours -Volume $denoised -Truth $theirs -Path "$OutputPath/outlines.png" -Force -Caption 'Colour: DeepWonder3D. Dashed: suite2p.'
$comparison.Matches | Select-Object TruthId, FoundId, IoU, TraceCorrelation | Export-Csv "$OutputPath/pairs.csv"

[pscustomobject]@{
    Both = $comparison.MatchCount
    OnlyHere = $ours.Count - $comparison.MatchCount
    OnlySuite2p = $theirs.Count - $comparison.MatchCount
    IoU = [Math]::Round($comparison.IoU, 2)
    TraceCorrelation = [Math]::Round($comparison.TraceCorrelation, 2)
} | Format-Table
"Results are in $([System.IO.Path]::GetFullPath($OutputPath)): outlines.png to look at, pairs.csv."
