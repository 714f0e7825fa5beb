<#
.SYNOPSIS
    The same neurons over days: traces of known neurons in every later recording, and how active each was.
.DESCRIPTION
    The neurons are those of a first day, found by any of the other examples. The later recordings must lie as the first does: align them before.
#>
param(
    # The neurons of the first day: a file that Export-Neuron wrote.
    [Parameter(Mandatory)] [string] $Neuron,

    # One entry a day: the views of that day's recording, such as 'day2/*_view_*.tif', or its one movie.
    [Parameter(Mandatory)] [string[]] $Day,

    [string] $OutputPath = "$PSScriptRoot/../out/longitudinal"
)
$ErrorActionPreference = 'Stop'

$known = Import-Neuron -LiteralPath $Neuron
$rows = @{}
foreach ($item in $known.Neurons) { $rows[$item.Id] = [ordered]@{ Neuron = $item.Id } }

for ($i = 0; $i -lt $Day.Count; $i++) {
    $name = "Day$($i + 2)"
    $traces = Import-Volume $Day[$i] | Invoke-Denoise | Measure-Trace $known
    $traces | Export-Neuron -Path "$OutputPath/$name.csv" -Format TraceTable -Force
    $traces | Export-Neuron -Path "$OutputPath/$name.mat" -Force
    foreach ($item in $traces.Neurons) { $rows[$item.Id]["$($name)Snr"] = [Math]::Round($item.Snr, 1) }
}

$table = $rows.Keys | Sort-Object | ForEach-Object { [pscustomobject]$rows[$_] }
$table | Export-Csv "$OutputPath/days.csv"
'How far each neuron rose above its noise, day by day:'
$table | Format-Table
"Results are in $([System.IO.Path]::GetFullPath($OutputPath)): days.csv, and for each day its traces as .csv and .mat."
