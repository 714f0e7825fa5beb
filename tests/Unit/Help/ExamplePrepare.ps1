# Fills the folder in which the help's examples run with small recordings of simulated neurons, under the names that the examples use.
param([Parameter(Mandatory)][string] $Folder)
$ErrorActionPreference = 'Stop'
Set-Location $Folder

# One recording on two days, of seven views and of one: mouse_view_*.tif, mouse.tif, and the same of tomorrow.
$whole = New-SimulatedRecording Easy -Seed 6 -Height 64 -Width 64 -FrameCount 120 -NeuronCount 16 -ViewCount 7 -DepthRangeUm -30, 30 -Name mouse -ViewOnly
$whole.Views | Export-Volume whole/
Import-Volume whole/*.tif -FrameCount 60 | Export-Volume ./
Import-Volume whole/*.tif -FirstFrame 60 | ForEach-Object { Export-Volume -InputObject $_ "tomorrow_view_$($_.ViewId).tif" }
$single = New-SimulatedRecording Easy -Seed 6 -Height 64 -Width 64 -FrameCount 120 -NeuronCount 16 -ViewCount 1 -DepthRangeUm -30, 30 -Name single -ViewOnly
$single.Views | Export-Volume whole/
Import-Volume whole/single.tif -FrameCount 60 | Export-Volume mouse.tif
Import-Volume whole/single.tif -FirstFrame 60 | Export-Volume tomorrow.tif
$whole.Calibration | Export-ViewCalibration psffit_matrix.mat

# What earlier work left: neurons of each view and in space, as files and as other programs' results.
$neurons = Import-Volume mouse_view_*.tif | Invoke-Denoise | Remove-Background | Find-Neuron
$neurons | Export-Neuron views/
$neurons | Merge-View $whole.Calibration | Export-Neuron mouse.mat
$neurons | Where-Object ViewId -EQ 113 | Export-Neuron suite2p/plane0 -Format Suite2p

# Hand labels: the true neurons of the middle view that are active enough to be seen.
$regions = foreach ($neuron in ($whole.TruthByView | Where-Object ViewId -EQ 113).Neurons) {
    if ($neuron.Snr -gt 3) {
        $pixels = for ($i = 0; $i -lt $neuron.Footprint.Count; $i++) { "[$($neuron.Footprint.RowAt($i)), $($neuron.Footprint.ColumnAt($i))]" }
        '{"coordinates": [' + ($pixels -join ', ') + ']}'
    }
}
Set-Content regions.json "[$($regions -join ', ')]"

# Recordings in other forms: a movie of volumes, the same movie in HDF5 and NWB, a folder of frames, a folder of movies.
$stack = New-SimulatedRecording Easy -Seed 6 -AsVolume -PlaneStepUm 15 -DepthRangeUm -30, 30 -Height 64 -Width 64 -FrameCount 60 -NeuronCount 16 -Name stack -ViewOnly
$stack.Views | Export-Volume stack.tif
Import-Volume mouse.tif | Export-Volume mouse.h5
Import-Volume mouse.tif | Export-Volume session.nwb
0..11 | ForEach-Object { Import-Volume mouse.tif -FirstFrame $_ -FrameCount 1 | Export-Volume "frames/img_$_.tif" }
Import-Volume mouse.tif | Export-Volume recordings/monday.tif
Import-Volume tomorrow.tif | Export-Volume recordings/tuesday.tif
