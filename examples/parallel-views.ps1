<#
.SYNOPSIS
    Views of one recording, several at a time.
.DESCRIPTION
    A stage uses all cores of the processor by itself, so this saves time where there are several GPUs, one a worker, or where much time goes into reading files
    from a share. Without a GPU, two workers keep the cores busy while one of them reads.
#>
param(
    # The views, named _view_<id>.
    [Parameter(Mandatory)] [string] $Path,

    # The calibration (.mat or .json).
    [Parameter(Mandatory)] [string] $Calibration,

    # One worker for each entry. Default: every CUDA device that works, or else the processor twice.
    [string[]] $Device,

    [string] $OutputPath = "$PSScriptRoot/../out/parallel-views"
)
$ErrorActionPreference = 'Stop'

if (-not $Device) {
    $Device = @(Get-InferenceDevice Cuda* | Where-Object Available | ForEach-Object Name)
    if (-not $Device) { $Device = 'Cpu', 'Cpu' }
}

# Each worker takes the next view, on the device that the one before it has just left.
$free = [System.Collections.Concurrent.ConcurrentQueue[string]]::new([string[]]$Device)
$module = "$((Get-Command Invoke-Denoise).Module.ModuleBase)/DeepWonder3D.psd1"
$neurons = Import-Volume $Path | ForEach-Object -ThrottleLimit $Device.Count -Parallel {
    Import-Module $using:module
    $queue = $using:free
    $mine = $null
    $null = $queue.TryDequeue([ref]$mine)
    try {
        $_ | Invoke-Denoise -Device $mine -MemoryLimit 1GB | Remove-Background -Device $mine -MemoryLimit 1GB | Find-Neuron -Device $mine -MemoryLimit 1GB
    }
    finally {
        $queue.Enqueue($mine)
    }
}

$population = $neurons | Merge-View (Import-ViewCalibration -LiteralPath $Calibration)
$population | Export-Neuron -Path "$OutputPath/neurons.mat" -Force
$neurons | Sort-Object ViewId | Format-Table
$population | Format-Table
"Results are in $([System.IO.Path]::GetFullPath($OutputPath)): neurons.mat."
