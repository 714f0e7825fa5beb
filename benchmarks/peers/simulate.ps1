# Writes the first view of simulated recordings as TIFF, for run_peer.py and ours.ps1: PRESET-SEED.tif in OUT.
#
#     pwsh simulate.ps1 MODULE OUT TwoPhoton,Typical,Hard,LightField 6101,6102,6103
param([string] $Module, [string] $Out, [string] $Presets, [string] $Seeds)

$ErrorActionPreference = 'Stop'
Import-Module $Module
New-Item -ItemType Directory -Force $Out | Out-Null
foreach ($preset in $Presets.Split(',')) {
    foreach ($seed in $Seeds.Split(',')) {
        $simulated = New-SimulatedRecording -Preset $preset -Seed ([int] $seed) -Height 200 -Width 200 -FrameCount 400 `
            -ViewId 113 -WarningAction SilentlyContinue
        $view = $simulated.Views[0]
        $view | Export-Volume -Path "$Out/$preset$seed.tif" -Force
        $radius = [regex]::Match("$($view.History)", 'RadiusUm (\S+)').Groups[1].Value
        "$preset$seed`: $($view.FrameRate) Hz, $($view.PixelSizeUm) um a pixel, cells of $radius um radius"
    }
}
