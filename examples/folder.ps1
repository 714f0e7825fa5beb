<#
.SYNOPSIS
    A folder of recordings: neurons, tables and a picture of each, and one table that says how each went.
.DESCRIPTION
    Each recording is one view: a movie. What fails is named in the table, and the others go on. Run it again after a failure: what is done is not done again.
#>
param(
    # The recordings, such as D:/recordings/*.tif.
    [Parameter(Mandatory)] [string] $Path,

    # Frames a second and the width of a pixel in the object in µm, where the files do not say so.
    [double] $FrameRate,
    [double] $PixelSizeUm,

    [string] $OutputPath = "$PSScriptRoot/../out/folder"
)
$ErrorActionPreference = 'Stop'

$known = @{}
if ($FrameRate) { $known.FrameRate = $FrameRate }
if ($PixelSizeUm) { $known.PixelSizeUm = $PixelSizeUm }

$summary = foreach ($file in Get-ChildItem $Path -File) {
    $result = "$OutputPath/$($file.BaseName).mat"
    $row = [ordered]@{ Recording = $file.Name; Neurons = $null; MedianSnr = $null; Problem = $null }
    try {
        if (Test-Path -LiteralPath $result) {
            $neurons = Import-Neuron -LiteralPath $result
        }
        else {
            $denoised = Import-Volume -LiteralPath $file.FullName @known | Invoke-Denoise
            $neurons = $denoised | Remove-Background | Find-Neuron
            Export-Figure -InputObject $neurons -Volume $denoised -Path "$OutputPath/$($file.BaseName).png" -Force
            Export-Neuron -InputObject $neurons -Path "$OutputPath/$($file.BaseName).csv" -Force
            # Last, because its being there says that all is done.
            Export-Neuron -InputObject $neurons -Path $result
            $denoised.Dispose()
        }

        $row.Neurons = $neurons.Count
        $snr = @($neurons.Neurons | Sort-Object Snr | ForEach-Object Snr)
        if ($snr) { $row.MedianSnr = [Math]::Round($snr[[int][Math]::Floor($snr.Count / 2)], 1) }
    }
    catch {
        $row.Problem = "$_"
    }

    [pscustomobject]$row
}

$null = New-Item $OutputPath -ItemType Directory -Force
$summary | Export-Csv "$OutputPath/summary.csv"
$summary | Format-Table
"Results are in $([System.IO.Path]::GetFullPath($OutputPath)): a .mat, .csv and .png for each recording, and summary.csv."
