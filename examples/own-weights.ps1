<#
.SYNOPSIS
    Own weights beside those that ship: a PyTorch checkpoint becomes a model, and both find neurons in one movie.
#>
param(
    # A checkpoint of a segmentation network (.pth).
    [Parameter(Mandatory)] [string] $Checkpoint,

    # The movie.
    [Parameter(Mandatory)] [string] $Path,

    # The pixel size that the network was trained for, µm, where the file's name does not end in it (_2um).
    [double] $PixelSizeUm,

    [string] $OutputPath = "$PSScriptRoot/../out/own-weights"
)
$ErrorActionPreference = 'Stop'

$trained = @{}
if ($PixelSizeUm) { $trained.PixelSizeUm = $PixelSizeUm }
$model = ConvertTo-OnnxModel -LiteralPath $Checkpoint -Destination "$OutputPath/models" -Force @trained
if ($model.Stage -ne 'Segment') { throw "The checkpoint holds a network for $($model.Stage); this example is about finding neurons." }

$clean = Import-Volume -LiteralPath $Path | Invoke-Denoise | Remove-Background
$shipped = $clean | Find-Neuron
$own = $clean | Find-Neuron -Model $model
Export-Neuron -InputObject $own -Path "$OutputPath/own.mat" -Force

$both = foreach ($neurons in $shipped, $own) {
    [pscustomobject]@{ Model = $neurons.History[-1].Model; Neurons = $neurons.Count; ModelHash = $neurons.History[-1].ModelHash.Substring(0, 12) }
}

$both | Format-Table
"What of the shipped model's neurons the own one found:"
Compare-Neuron -InputObject $own -Truth $shipped -MinActivity 0 | Format-Table
"Results are in $([System.IO.Path]::GetFullPath($OutputPath)). With DEEPWONDER3D_MODELS naming its folder models, Get-Model lists the new model."
