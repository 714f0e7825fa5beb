# Runs our chain on a movie and writes what it found, with seconds and the peak of memory, for score.py and score.ps1.
#
#     pwsh ours.ps1 MODULE MOVIE.tif OUT -FrameRate 7 -PixelSizeUm 1.15
#
# A process for each movie, so that the peak of memory is that movie's.
param([string] $Module, [string] $Movie, [string] $Out, [double] $FrameRate, [double] $PixelSizeUm, [switch] $RepairMotion)

$ErrorActionPreference = 'Stop'
Import-Module $Module
$given = @{ FrameRate = $FrameRate }
if ($PixelSizeUm -gt 0) { $given.PixelSizeUm = $PixelSizeUm }
$watch = [Diagnostics.Stopwatch]::StartNew()
$processor = [Diagnostics.Process]::GetCurrentProcess().TotalProcessorTime
$recording = Import-Volume $Movie @given
if ($RepairMotion) { $recording = $recording | Repair-Motion }
$neurons = $recording | Invoke-Denoise | Remove-Background | Find-Neuron
$seconds = $watch.Elapsed.TotalSeconds
$me = [Diagnostics.Process]::GetCurrentProcess()
New-Item -ItemType Directory -Force $Out | Out-Null
$neurons | Export-Neuron "$Out/neurons.json" -Force
[ordered] @{ program = 'DeepWonder3D'; version = (Get-Module DeepWonder3D).Version.ToString(); settings = $given + @{ RepairMotion = [bool] $RepairMotion }
    seconds = [Math]::Round($seconds, 1); processorSeconds = [Math]::Round(($me.TotalProcessorTime - $processor).TotalSeconds, 1)
    peakMiB = [Math]::Round($me.PeakWorkingSet64 / 1MB) } | ConvertTo-Json | Set-Content "$Out/about.json"
"$Out`: $($neurons.Count) neurons, $([Math]::Round($seconds, 1)) s, $([Math]::Round($me.PeakWorkingSet64 / 1MB)) MiB"
