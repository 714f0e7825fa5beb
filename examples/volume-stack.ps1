<#
.SYNOPSIS
    Neurons in space from a movie of volumes, as point-scanning and light-sheet microscopes record them.
.DESCRIPTION
    The volumes are looked at along seven directions, and from there it is the pipeline of a light field.
#>
param(
    # The movie of volumes.
    [Parameter(Mandatory)] [string] $Path,

    # The order of the file's planes (TZYX or ZTYX), and µm and volumes a second, where the file does not say so.
    [string] $Axes,
    [double] $PixelSizeUm,
    [double] $PlaneStepUm,
    [double] $FrameRate,

    # The angle of the outer views. The wider, the better depth is known; too wide, and neurons hide each other.
    [double] $TiltDegrees = 25,

    [string] $OutputPath = "$PSScriptRoot/../out/volume-stack"
)
$ErrorActionPreference = 'Stop'

$known = @{}
foreach ($name in 'Axes', 'PixelSizeUm', 'PlaneStepUm', 'FrameRate') {
    if ($PSBoundParameters.ContainsKey($name)) { $known[$name] = $PSBoundParameters[$name] }
}

$stack = Import-Volume -LiteralPath $Path @known
$calibration = New-ViewCalibration -TiltDegrees $TiltDegrees -ViewCount 7 -PixelSizeUm $stack.PixelSizeUm
$population = $stack | ConvertTo-View $calibration | Invoke-Denoise | Remove-Background | Find-Neuron | Merge-View $calibration

$population | Export-Neuron -Path "$OutputPath/neurons.csv" -Force
$population | Export-Neuron -Path "$OutputPath/neurons.mat" -Force
$population | Export-Figure -Path "$OutputPath/neurons.png" -Force

$population | Format-Table
$population.Neurons | Sort-Object Snr -Descending | Select-Object -First 10 | Format-Table
"Results are in $([System.IO.Path]::GetFullPath($OutputPath)): neurons.png to look at, neurons.csv and neurons.mat to go on with."
