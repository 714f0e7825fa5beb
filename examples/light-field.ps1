<#
.SYNOPSIS
    Raw light-field frames to neurons in space, with a calibration from stacks of a bead or from a file.
#>
param(
    # The raw frames, and an image of an evenly lit field through the lenslets.
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $WhiteImage,

    # Either a calibration (.mat or .json) ...
    [string] $Calibration,

    # ... or stacks of one bead over depth, one a view, named _view_<id>.
    [string] $PsfPath,
    [double] $PlaneStepUm,
    [double] $PsfPixelSizeUm,

    # Views this many steps around the centre are used.
    [double] $UsedRadius = 5,

    [string] $OutputPath = "$PSScriptRoot/../out/light-field"
)
$ErrorActionPreference = 'Stop'

$geometry = if ($Calibration) {
    Import-ViewCalibration -LiteralPath $Calibration
}
elseif ($PsfPath) {
    New-ViewCalibration $PsfPath -PlaneStepUm $PlaneStepUm -PixelSizeUm $PsfPixelSizeUm
}
else {
    throw 'Give -Calibration, or -PsfPath with -PlaneStepUm and -PsfPixelSizeUm.'
}

$white = Import-Volume -LiteralPath $WhiteImage
# A view that was not calibrated cannot be placed in space.
$views = Import-Volume -LiteralPath $Path | ConvertTo-View -WhiteImage $white -UsedRadius $UsedRadius | Where-Object ViewId -In $geometry.Views
"Views that are calibrated: $($views.Count)"

$neurons = $views | Invoke-Denoise | Remove-Background | Find-Neuron
$population = $neurons | Merge-View $geometry

$geometry | Export-ViewCalibration -Path "$OutputPath/calibration.json" -Force
$population | Export-Neuron -Path "$OutputPath/neurons.mat" -Force
$population | Export-Neuron -Path "$OutputPath/neurons.csv" -Force
$population | Export-Figure -Path "$OutputPath/neurons.png" -Force

$neurons | Select-Object -First 5 | Format-Table
$population | Format-Table
$population.Neurons | Group-Object Placement | Format-Table Name, Count
"Results are in $([System.IO.Path]::GetFullPath($OutputPath)): neurons.png to look at, neurons.mat and neurons.csv to go on with, calibration.json to use again."
