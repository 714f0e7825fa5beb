# Runs the Pester files with the Pester that is named, and leaves what became of each test, and of blocks and files that failed
# by themselves.
param([Parameter(Mandatory)][string] $Pester, [Parameter(Mandatory)][string] $Path, [Parameter(Mandatory)][string] $Results)
$ErrorActionPreference = 'Stop'
Import-Module $Pester
$run = Invoke-Pester -Path $Path -PassThru
@($run.Tests; $run.FailedBlocks; $run.FailedContainers) | ForEach-Object {
    $file = if ($_ -is [Pester.Container]) { $_.Item } else { $_.ScriptBlock.File }
    @{
        Name = "$(Split-Path $file -Leaf): $($_.ExpandedPath)"
        Outcome = $_.Result
        Message = ($_.ErrorRecord | ForEach-Object { $_.DisplayErrorMessage; $_.DisplayStackTrace }) -join "`n"
    }
} | ConvertTo-Json -AsArray | Set-Content $Results

# Pester leaves the number of failures here, which `-File` would end with.
exit 0
