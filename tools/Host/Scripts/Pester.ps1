# Runs Pester 5 test files where Pester itself is not installed: the part of its language that tests/Pester uses, with its two phases
# (a file and its blocks run once to discover tests; then the tests run) and its scopes (what BeforeAll sets, the tests below it see).
# The functions live in the global scope on purpose: dot-sourcing a test's block in a function then makes that function's scope the block's,
# so nested calls give nested scopes. Everything of the runner's own is named Pester..., to leave the other names to the tests.
# Not here: mocks, TestDrive: as a drive, code coverage, configuration.
param([Parameter(Mandatory)][string] $Path)

. "$PSScriptRoot/PesterShould.ps1"

class PesterNode {
    [string] $Name
    [bool] $Skip
    [object] $Data
    [scriptblock] $Test
    [hashtable] $Setup = @{ BeforeAll = @(); AfterAll = @(); BeforeEach = @(); AfterEach = @() }
    [System.Collections.Generic.List[PesterNode]] $Children = [System.Collections.Generic.List[PesterNode]]::new()

    [bool] HasWork() {
        if ($this.Skip) { return $false }
        if ($this.Test) { return $true }
        foreach ($child in $this.Children) { if ($child.HasWork()) { return $true } }
        return $false
    }
}

$global:PesterRun = @{ Parent = $null; Passed = 0; Failed = 0; Skipped = 0 }

# --- discovery ---

function Describe {
    param(
        [Parameter(Mandatory, Position = 0)][string] $Name, [Parameter(Mandatory, Position = 1)][scriptblock] $Fixture,
        [object[]] $ForEach, [switch] $Skip, [string[]] $Tag)
    Add-PesterNode $Name $Fixture $PSBoundParameters $false
}

function Context {
    param(
        [Parameter(Mandatory, Position = 0)][string] $Name, [Parameter(Mandatory, Position = 1)][scriptblock] $Fixture,
        [object[]] $ForEach, [switch] $Skip, [string[]] $Tag)
    Add-PesterNode $Name $Fixture $PSBoundParameters $false
}

function It {
    param(
        [Parameter(Mandatory, Position = 0)][string] $Name, [Parameter(Mandatory, Position = 1)][scriptblock] $Test,
        [Alias('TestCases')][object[]] $ForEach, [switch] $Skip, [string[]] $Tag)
    Add-PesterNode $Name $Test $PSBoundParameters $true
}

function BeforeAll([scriptblock] $Scriptblock) { $global:PesterRun.Parent.Setup.BeforeAll += $Scriptblock }
function AfterAll([scriptblock] $Scriptblock) { $global:PesterRun.Parent.Setup.AfterAll += $Scriptblock }
function BeforeEach([scriptblock] $Scriptblock) { $global:PesterRun.Parent.Setup.BeforeEach += $Scriptblock }
function AfterEach([scriptblock] $Scriptblock) { $global:PesterRun.Parent.Setup.AfterEach += $Scriptblock }

# From another module, `.` runs a block in the scope that called: what it sets is there for the rest of the discovery.
$null = New-Module -Name PesterDiscovery -ScriptBlock { function BeforeDiscovery([scriptblock] $ScriptBlock) { . $ScriptBlock } } | Import-Module -Global

function Add-PesterNode($PesterName, $PesterBody, $PesterOptions, $PesterIsTest) {
    $PesterItems = @($null)
    if ($PesterOptions.ContainsKey('ForEach')) { $PesterItems = @($PesterOptions['ForEach']) }
    foreach ($PesterItem in $PesterItems) {
        $PesterNode = [PesterNode]@{ Name = $PesterName; Skip = [bool]$PesterOptions.Skip; Data = $PesterItem }
        $global:PesterRun.Parent.Children.Add($PesterNode)
        if ($PesterIsTest) {
            $PesterNode.Test = $PesterBody
            continue
        }

        $PesterOuter = $global:PesterRun.Parent
        $global:PesterRun.Parent = $PesterNode
        try { Invoke-PesterDiscovery $PesterNode $PesterBody } finally { $global:PesterRun.Parent = $PesterOuter }
    }
}

function Invoke-PesterDiscovery($PesterNode, $PesterBody) {
    if ($null -ne $PesterNode.Data) { $_ = $PesterNode.Data }
    . Set-PesterData $PesterNode.Data
    $null = . $PesterBody
}

# Dot-sourced: the names of a hashtable become variables of the caller.
function Set-PesterData($PesterData) {
    if ($PesterData -is [System.Collections.IDictionary]) {
        foreach ($PesterKey in $PesterData.Keys) { $ExecutionContext.SessionState.PSVariable.Set("local:$PesterKey", $PesterData[$PesterKey]) }
    }
}

# --- run ---

function Invoke-PesterFile([string] $PesterFile) {
    $TestDrive = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), 'pester-' + [guid]::NewGuid().ToString('N'))
    $null = [System.IO.Directory]::CreateDirectory($TestDrive)
    $PesterRoot = [PesterNode]::new()
    $global:PesterRun.Parent = $PesterRoot
    $Host.UI.WriteLine("Running tests from '$PesterFile'")
    try {
        $null = & $PesterFile
        Invoke-PesterBlock $PesterRoot @() @() $false ''
    }
    catch {
        Write-PesterFailure 'discovery' $_ ''
    }
    finally {
        try { [System.IO.Directory]::Delete($TestDrive, $true) } catch [System.IO.IOException] { $Host.UI.WriteLine("  '$TestDrive' is still in use: $_") }
    }
}

function Invoke-PesterBlock([PesterNode] $PesterBlock, $PesterBefore, $PesterAfter, [bool] $PesterSkip, [string] $PesterIndent) {
    if ($null -ne $PesterBlock.Data) { $_ = $PesterBlock.Data }
    . Set-PesterData $PesterBlock.Data
    $PesterSkip = $PesterSkip -or -not $PesterBlock.HasWork()
    $PesterInner = $PesterIndent
    if ($PesterBlock.Name) {
        $Host.UI.WriteLine($PesterIndent + (Expand-PesterName $PesterBlock))
        $PesterInner = $PesterIndent + '  '
    }

    $PesterFilesBefore = @([System.IO.Directory]::GetFileSystemEntries($TestDrive, '*', 'AllDirectories'))
    try {
        try {
            if (-not $PesterSkip) { foreach ($PesterBody in $PesterBlock.Setup.BeforeAll) { $null = . $PesterBody } }
        }
        catch {
            Write-PesterFailure 'BeforeAll' $_ $PesterInner
            $PesterSkip = $true
        }

        $PesterBefore = @($PesterBefore) + $PesterBlock.Setup.BeforeEach
        $PesterAfter = $PesterBlock.Setup.AfterEach + @($PesterAfter)
        foreach ($PesterChild in $PesterBlock.Children) {
            if ($PesterChild.Test) { Invoke-PesterTest $PesterChild $PesterBefore $PesterAfter $PesterSkip $PesterInner }
            else { Invoke-PesterBlock $PesterChild $PesterBefore $PesterAfter $PesterSkip $PesterInner }
        }
    }
    finally {
        try {
            if (-not $PesterSkip) { foreach ($PesterBody in $PesterBlock.Setup.AfterAll) { $null = . $PesterBody } }
        }
        catch {
            Write-PesterFailure 'AfterAll' $_ $PesterInner
        }

        Clear-PesterDrive $PesterFilesBefore
    }
}

function Invoke-PesterTest([PesterNode] $PesterTest, $PesterBefore, $PesterAfter, [bool] $PesterSkip, [string] $PesterIndent) {
    if ($null -ne $PesterTest.Data) { $_ = $PesterTest.Data }
    . Set-PesterData $PesterTest.Data
    $PesterName = Expand-PesterName $PesterTest
    if ($PesterSkip -or $PesterTest.Skip) {
        Write-PesterSkip $PesterName $PesterIndent ''
        return
    }

    $PesterWatch = [System.Diagnostics.Stopwatch]::StartNew()
    try {
        try {
            foreach ($PesterBody in $PesterBefore) { $null = . $PesterBody }
            $null = . $PesterTest.Test
        }
        finally {
            foreach ($PesterBody in $PesterAfter) { $null = . $PesterBody }
        }

        $global:PesterRun.Passed++
        $Host.UI.WriteLine("$PesterIndent[+] $PesterName $($PesterWatch.ElapsedMilliseconds) ms")
    }
    catch {
        if ($_.FullyQualifiedErrorId -eq 'PesterTestSkipped') { Write-PesterSkip $PesterName $PesterIndent $_.Exception.Message }
        else { Write-PesterFailure $PesterName $_ $PesterIndent }
    }
}

function Set-ItResult {
    param([switch] $Skipped, [switch] $Inconclusive, [string] $Because)
    throw [System.Management.Automation.ErrorRecord]::new([Exception]::new($Because), 'PesterTestSkipped', 'InvalidResult', $null)
}

# <name>, <name.property> and <_> in a name are the test's data.
function Expand-PesterName([PesterNode] $PesterNode) {
    [regex]::Replace($PesterNode.Name, '<(\w+)((?:\.\w+)*)>', {
            param($PesterMatch)
            $PesterVariable = $ExecutionContext.SessionState.PSVariable.Get($PesterMatch.Groups[1].Value)
            if (-not $PesterVariable) { return $PesterMatch.Value }
            $PesterValue = $PesterVariable.Value
            foreach ($PesterProperty in $PesterMatch.Groups[2].Value.Split('.', [StringSplitOptions]::RemoveEmptyEntries)) { $PesterValue = $PesterValue.$PesterProperty }
            "$PesterValue"
        })
}

function Clear-PesterDrive($PesterKept) {
    foreach ($PesterEntry in [System.IO.Directory]::GetFileSystemEntries($TestDrive)) {
        if ($PesterEntry -in $PesterKept) { continue }
        if ([System.IO.Directory]::Exists($PesterEntry)) { [System.IO.Directory]::Delete($PesterEntry, $true) } else { [System.IO.File]::Delete($PesterEntry) }
    }
}

function Write-PesterSkip($PesterName, $PesterIndent, $PesterReason) {
    $global:PesterRun.Skipped++
    $Host.UI.WriteLine("$PesterIndent[!] $PesterName" + $(if ($PesterReason) { ", because $PesterReason" }))
}

function Write-PesterFailure($PesterName, $PesterError, $PesterIndent) {
    $global:PesterRun.Failed++
    $Host.UI.WriteLine("$PesterIndent[-] $PesterName")
    $Host.UI.WriteLine("$PesterIndent    $($PesterError.Exception.Message)")
    foreach ($PesterFrame in "$($PesterError.ScriptStackTrace)" -split "`n" -match '\.Tests\.ps1') { $Host.UI.WriteLine("$PesterIndent    $PesterFrame") }
}

# --- all files ---

$PesterFiles = if ([System.IO.Directory]::Exists($Path)) { [System.IO.Directory]::GetFiles($Path, '*.Tests.ps1', 'AllDirectories') } else { $Path }
[array]::Sort(($PesterFiles = @($PesterFiles)), [StringComparer]::Ordinal)
foreach ($PesterFile in $PesterFiles) { Invoke-PesterFile $PesterFile }
$Host.UI.WriteLine("Tests Passed: $($PesterRun.Passed), Failed: $($PesterRun.Failed), Skipped: $($PesterRun.Skipped)")
exit ($PesterRun.Failed ? 1 : 0)
