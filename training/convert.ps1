<#
.SYNOPSIS
    Turns the checkpoints of train.py into the shipped models.
#>
param(
    [Parameter(Mandatory)] [string] $Checkpoints,
    [Parameter(Mandatory)] [string] $OutputPath
)
$ErrorActionPreference = 'Stop'

$common = @{ Licence = 'MIT'; Force = $true }
$simulated = 'on simulated recordings alone; recipe, seeds and curves: training/README.md'
ConvertTo-OnnxModel "$Checkpoints/denoise.pth" "$OutputPath/denoise.onnx" -Network Denoise -Name denoise -Training "without clean targets, $simulated" @common
ConvertTo-OnnxModel "$Checkpoints/background-2um.pth" "$OutputPath/background-2um.onnx" -Network RemoveBackground -Name background-2um -PixelSizeUm 2 -Training $simulated @common
ConvertTo-OnnxModel "$Checkpoints/background-1um.pth" "$OutputPath/background-1um.onnx" -Network RemoveBackground -Name background-1um -PixelSizeUm 1 -Training $simulated @common
ConvertTo-OnnxModel "$Checkpoints/segment-2um.pth" "$OutputPath/segment-2um.onnx" -Name segment-2um -PixelSizeUm 2 -Training $simulated @common
ConvertTo-OnnxModel "$Checkpoints/segment-1um.pth" "$OutputPath/segment-1um.onnx" -Name segment-1um -PixelSizeUm 1 -Training $simulated @common
ConvertTo-OnnxModel "$Checkpoints/upscale.pth" "$OutputPath/upscale.onnx" -Name upscale -Training $simulated @common
