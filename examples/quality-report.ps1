<#
.SYNOPSIS
    How good is this recording? A report to look at in a browser, and a few numbers to put beside those of other recordings.
#>
param(
    # The movie.
    [Parameter(Mandatory)] [string] $Path,

    # Frames a second and the width of a pixel in the object in µm, where the file does not say so.
    [double] $FrameRate,
    [double] $PixelSizeUm,

    # Neurons with a lower signal-to-noise ratio are listed as doubtful.
    [double] $MinSnr = 5,

    [string] $OutputPath = "$PSScriptRoot/../out/quality-report"
)
$ErrorActionPreference = 'Stop'

$known = @{}
if ($FrameRate) { $known.FrameRate = $FrameRate }
if ($PixelSizeUm) { $known.PixelSizeUm = $PixelSizeUm }

$recorded = Import-Volume -LiteralPath $Path @known
$denoised = $recorded | Invoke-Denoise
$clean = $denoised | Remove-Background
$neurons = $clean | Find-Neuron
$report = $neurons | Export-NeuronReport -Path "$OutputPath/$($recorded.Name).html" -Volume $recorded, $denoised, $clean -Force -PassThru

$doubtful = @($neurons.Neurons | Where-Object Snr -LT $MinSnr)
$numbers = $neurons.Neurons | Measure-Object Snr -Average -Minimum -Maximum
[pscustomobject]@{
    Recording = $recorded.Name
    Neurons = $neurons.Count
    Doubtful = $doubtful.Count
    MeanSnr = [Math]::Round([double]$numbers.Average, 1)
    LowestSnr = [Math]::Round([double]$numbers.Minimum, 1)
} | Format-Table
if ($doubtful) {
    "Below a signal-to-noise ratio of $($MinSnr):"
    $doubtful | Sort-Object Snr | Format-Table
}

"The report is $($report.FullName); it opens in any browser."
