<#
.SYNOPSIS
    What a scheduled task runs every night: all recordings of a folder, with neurons in the morning, or the reason why not.
.DESCRIPTION
    Takes each recording that is complete, once. The exit code tells the scheduler how it went: 0 all is there, 2 some recordings failed, 6 there was nothing to do,
    7 there are recordings of formats that are not read, 8 no neuron was found, others see docs/runs.md.
    docs/scheduled-task.md has the task itself, for Windows and for Linux.
#>
param(
    # The folder that recordings come into.
    [Parameter(Mandatory)] [string] $Path,

    # Frames a second and the width of a pixel in the object in µm, where the files do not say so.
    [double] $FrameRate,
    [double] $PixelSizeUm,

    # A calibration, for recordings of several views.
    [string] $Calibration,

    # Seconds that a recording must not have changed to count as complete.
    [double] $QuietTime = 60,

    [string] $OutputPath = "$PSScriptRoot/../out/scheduled-task"
)

# Until the run says otherwise: a parameter that does not fit, or a module that is not there, must not end with 0.
$global:LASTEXITCODE = 3

$known = @{}
if ($FrameRate) { $known.FrameRate = $FrameRate }
if ($PixelSizeUm) { $known.PixelSizeUm = $PixelSizeUm }
if ($Calibration) { $known.Calibration = Import-ViewCalibration $Calibration }

# What the night brought, for whoever comes first in the morning.
$tell = { param($summary) [System.IO.File]::WriteAllText("$($summary.OutputPath)/morning.txt", "$($summary.State): $($summary.Message)") }

Watch-Acquisition $Path $OutputPath -Once -QuietTime $QuietTime @known -Notify $tell -ErrorAction Continue | Format-Table
exit $LASTEXITCODE
