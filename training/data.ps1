<#
.SYNOPSIS
    Simulates the recordings that the networks learn from.
.DESCRIPTION
    Writes for each scene the recorded movie, the movie of the neurons alone, and the true neurons of the view. Everything follows from the seeds, so
    the same files come out again. Scenes that exist are kept. Run by train.py; the seeds here are the training's own, and no other part of the
    project may score on them: 1000001 to 1000999.
#>
param(
    [Parameter(Mandatory)] [string] $OutputPath,

    # A share of the scenes, for trying the recipe out.
    [double] $Share = 1
)
$ErrorActionPreference = 'Stop'

# name, first seed, scenes, preset, rows and columns, frames, smallest and largest pixel in µm
$sets = @(
    , @('random2', 1000001, 220, 'Random', 160, 128, 1.6, 2.5)
    , @('typical2', 1000301, 30, 'Typical', 160, 128, 1.8, 2.2)
    , @('hard2', 1000351, 50, 'Hard', 160, 128, 1.8, 2.2)
    , @('random1', 1000401, 90, 'Random', 224, 64, 0.8, 1.25)
    , @('twophoton1', 1000501, 60, 'TwoPhoton', 224, 96, 0.9, 1.25)
    , @('random4', 1000601, 40, 'Random', 128, 96, 2.6, 4.5)
)
$views = 113, 38, 52, 64, 80, 94, 108, 118, 132, 146, 162, 174, 188
foreach ($set in $sets) {
    $name, $firstSeed, $count, $preset, $side, $frames, $least, $most = $set
    $count = [Math]::Max(2, [int]($count * $Share))
    foreach ($i in 0..($count - 1)) {
        $seed = $firstSeed + $i
        $file = "$OutputPath/$name/$seed"
        $heldOut = $seed % 10 -eq 9
        if ([System.IO.File]::Exists("$file.json") -and (-not $heldOut -or [System.IO.File]::Exists("$file.clean.tif"))) { continue }

        # Sizes of pixels, rates and views are spread evenly over the scenes; what else is random is drawn by the simulator.
        $place = ($i * 0.6180339887498949) % 1
        $extra = @{ PixelSizeUm = [Math]::Round($least * [Math]::Pow($most / $least, $place), 4) }
        if ($preset -ne 'TwoPhoton') { $extra.ViewId = $views[$i % $views.Count] }
        if ($preset -ne 'Random' -and $i % 3 -ne 0) { $extra.FrameRate = 5 + (($i * 7) % 16) }
        $recording = New-SimulatedRecording $preset -Seed $seed -Height $side -Width $side -FrameCount $frames -Name $seed @extra
        Export-Volume -InputObject $recording.Views[0] -Path "$file.tif" -Force
        Export-Volume -InputObject $recording.BackgroundFree[0] -Path "$file.neurons.tif" -Force

        # Nothing learns from the noise-free movie; on scenes that are held out it shows what denoising gains.
        if ($heldOut) { Export-Volume -InputObject $recording.Clean[0] -Path "$file.clean.tif" -Force }
        Export-Neuron -InputObject $recording.TruthByView[0] -Path "$file.json" -Force
        $recording.Dispose()
    }

    "$name`: $count scenes of $frames x $side x $side"
}
