# Uses a built module as a user does: imports it, asks it for devices, and takes a small recording to neurons and a picture.
# Run by tools/Host with DEEPWONDER3D_MODULE set to the same folder, or by pwsh.
param(
    [Parameter(Mandatory)] [string] $Module,    # its folder
    [switch] $WithCuda                          # it is the GPU flavour: its provider of CUDA must be found, whether or not there is a GPU
)

$ErrorActionPreference = 'Stop'
$Module = [System.IO.Path]::GetFullPath($Module).TrimEnd('/', '\')
if (-not (Get-Module DeepWonder3D)) { Import-Module "$Module/DeepWonder3D.psd1" }
$base = (Get-Module DeepWonder3D).ModuleBase
if ($base -ne $Module) { throw "The module is that of '$base'." }

$devices = Get-InferenceDevice
$devices | Format-List Name, Available, Description
if (-not ($devices | Where-Object { $_.Name -eq 'Cpu' -and $_.Available })) { throw 'The processor is not among the devices.' }
$cuda = $devices | Where-Object Kind -EQ Cuda | Select-Object -First 1
if ($WithCuda -and $cuda.Description -like '*does not lie in*') { throw $cuda.Description }

$recording = New-SimulatedRecording Easy -Seed 3 -ViewCount 1 -Height 96 -Width 96 -FrameCount 80 -ViewOnly
$neurons = $recording.Views | Invoke-Denoise -OutVariable denoised | Remove-Background | Find-Neuron
"$($neurons.Count) neurons"
if ($neurons.Count -eq 0) { throw 'No neuron was found.' }
$picture = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), "$([guid]::NewGuid()).png")
try { $neurons | Export-Figure -Path $picture -Volume $denoised[0] } finally { [System.IO.File]::Delete($picture) }

$natives = [System.Diagnostics.Process]::GetCurrentProcess().Modules | ForEach-Object FileName | Where-Object { $_ -match 'onnxruntime\.|libSkiaSharp' -and $_ -notmatch 'ML\.OnnxRuntime\.dll$' }
$natives
$elsewhere = @($natives | Where-Object { -not $_.StartsWith($Module, [StringComparison]::OrdinalIgnoreCase) })
if ($natives.Count -lt 2 -or $elsewhere) { throw "The native libraries are not those of the module: $natives" }
