# Scores what ours.ps1 and run_peer.py found in the recordings of simulate.ps1, by Compare-Neuron, counted together per preset.
# suite2p's and CaImAn's own result files are read by Import-Neuron; lists of all their regions as hand labels.
#
#     pwsh score.ps1 MODULE RESULTS TwoPhoton,Typical,Hard,LightField 6101,6102,6103
param([string] $Module, [string] $Results, [string] $Presets, [string] $Seeds)

$ErrorActionPreference = 'Stop'
Import-Module $Module
$runs = [ordered] @{
    'ours' = 'ours/neurons.json'
    'suite2p, default' = 'suite2p-default/suite2p/plane0'
    'suite2p, default, all' = 'suite2p-default/all.regions.json'
    'suite2p, advised, registered' = 'suite2p-registered/suite2p/plane0'
    'suite2p, rates' = 'suite2p-rates/suite2p/plane0'
    'suite2p, rates, all' = 'suite2p-rates/all.regions.json'
    'suite2p, advised' = 'suite2p-advised/suite2p/plane0'
    'suite2p, advised, all' = 'suite2p-advised/all.regions.json'
    'CaImAn, default' = 'caiman-default/result.hdf5'
    'CaImAn, advised' = 'caiman-advised/result.hdf5'
    'CaImAn, advised, all' = 'caiman-advised/all.regions.json'
}
foreach ($preset in $Presets.Split(',')) {
    $count = [ordered] @{}
    foreach ($run in $runs.Keys) {
        $count[$run] = @{ Found = 0; Match = 0; Truth = 0; Piece = 0; Movies = 0; Seconds = 0.0; Processor = 0.0; Peak = 0 }
    }
    foreach ($seed in $Seeds.Split(',')) {
        $simulated = New-SimulatedRecording -Preset $preset -Seed ([int] $seed) -Height 200 -Width 200 -FrameCount 400 -ViewId 113 `
            -WarningAction SilentlyContinue
        $known = @{ ViewId = 113; Height = 200; Width = 200; PixelSizeUm = $simulated.Views[0].PixelSizeUm }
        foreach ($run in $runs.Keys) {
            $file = "$Results/$preset$seed-$($runs[$run])"
            if (-not (Test-Path $file)) { continue }
            $folder = "$Results/$preset$seed-$($runs[$run].Split('/')[0])"
            $about = Get-ChildItem "$folder/about.json", "$folder/kept.json" -ErrorAction Ignore | Select-Object -First 1 |
                Get-Content -Raw | ConvertFrom-Json -AsHashtable
            $c = $count[$run]
            $comparison = Import-Neuron $file @known -WarningAction SilentlyContinue | Compare-Neuron -Truth $simulated
            $c.Found += $comparison.FoundCount
            $c.Match += $comparison.MatchCount
            $c.Truth += $comparison.TruthCount
            $c.Piece += $comparison.PieceCount
            $c.Movies++
            $c.Seconds += $about.seconds
            $c.Processor += $about.processorSeconds
            $c.Peak = [Math]::Max($c.Peak, $about.peakMiB)
        }
    }
    foreach ($run in $runs.Keys) {
        $c = $count[$run]
        if ($c.Movies -eq 0) { continue }
        $precision = $c.Match / [Math]::Max(1, $c.Found)
        $f1 = 2 * $c.Match / ($c.Found + $c.Truth)
        '| {0} | {1} | {2} movies | {3} | {4:0.00}, {5:0.00} | {6:0.000} | {7} | {8:0} / {9:0} | {10} |' -f $preset, $run,
            $c.Movies, $c.Found, $precision, ($c.Match / $c.Truth), $f1, $c.Piece, ($c.Seconds / $c.Movies), ($c.Processor / $c.Movies), $c.Peak
    }
}
