<#
    Makes what judge.py fits the law behind Neuron.Probability to: every find, and what is truly there.
    Simulated recordings by themselves; a real one where it is given (../shared/real rebuilds it).

    pwsh training/judge.ps1 out/judge [-Movie movie512.tif]
#>
param([Parameter(Mandatory)] [string] $Out, [string] $Movie)
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../out/DeepWonder3D"
New-Item -ItemType Directory -Force $Out | Out-Null
$seeds = 5002..5006
foreach ($preset in 'TwoPhoton', 'Hard', 'Random', 'Typical', 'Easy') {
    foreach ($seed in $seeds) {
        $recording = New-SimulatedRecording -Preset $preset -Seed $seed -Height 200 -Width 200 -FrameCount 400 -ViewId 113
        $recording.Views[0] | Invoke-Denoise | Remove-Background | Find-Neuron -MinProbability 0 |
            Export-Neuron "$Out/$preset-$seed.json" -Force
        $recording.TruthByView[0] | Export-Neuron "$Out/$preset-$seed.truth.json" -Force
    }
}

if ($Movie) {
    Import-Volume $Movie -FrameRate 7 -PixelSizeUm 1.15 | Invoke-Denoise | Remove-Background | Find-Neuron -MinProbability 0 |
        Export-Neuron "$Out/real.json" -Force
}
