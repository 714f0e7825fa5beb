# Unpacks a package as a user does, uses the module in it, and runs tests/Pester against it. For pwsh 7.6.
param(
    [Parameter(Mandatory)] [string] $Package,       # DeepWonder3D-<version>.zip
    [string] $PesterVersion = '5.9.1'
)

$ErrorActionPreference = 'Stop'
$folder = Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid())
Expand-Archive $Package $folder
$module = (Get-ChildItem "$folder/DeepWonder3D" -Directory).FullName
& "$PSScriptRoot/../.ci/Use-Module.ps1" -Module $module

if (-not (Get-Module Pester -ListAvailable | Where-Object Version -EQ $PesterVersion)) { Install-PSResource Pester -Version $PesterVersion -TrustRepository }
Import-Module Pester -RequiredVersion $PesterVersion
$env:DEEPWONDER3D_MODULE = $module
$run = New-PesterConfiguration
$run.Run.Path = "$PSScriptRoot/../tests/Pester"
$run.Run.PassThru = $true
$result = Invoke-Pester -Configuration $run
if ($result.FailedCount -or -not $result.PassedCount) { throw "$($result.FailedCount) of $($result.TotalCount) tests failed." }
# The folder stays: on Windows this process holds what it loaded from it.
