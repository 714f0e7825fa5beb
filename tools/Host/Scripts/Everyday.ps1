# Everyday commands for scripts that run in this host. The engine's package brings 46 cmdlets of its own; those that people write without
# thinking ship with pwsh only. These are small stand-ins with the parameters that the project's examples and most short scripts use, in
# the same words and with the same results; in pwsh the real ones are used and this file plays no part. A command that exists is left alone.

# --- streams ---

function Write-Output {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0, ValueFromPipeline, ValueFromRemainingArguments)][AllowNull()][AllowEmptyCollection()][object] $InputObject, [switch] $NoEnumerate)
    process { $PSCmdlet.WriteObject($InputObject, -not $NoEnumerate) }
}

function Write-Host {
    [CmdletBinding()]
    param(
        [Parameter(Position = 0, ValueFromPipeline, ValueFromRemainingArguments)][object] $Object,
        [switch] $NoNewline, [object] $Separator = ' ', [ConsoleColor] $ForegroundColor, [ConsoleColor] $BackgroundColor)
    process {
        $text = $Object -join $Separator
        if ($NoNewline) { $Host.UI.Write($text) } else { $Host.UI.WriteLine($text) }
    }
}

function Write-Warning { [CmdletBinding()] param([Parameter(Mandatory, Position = 0, ValueFromPipeline)][AllowEmptyString()][string] $Message) process { $PSCmdlet.WriteWarning($Message) } }
function Write-Verbose { [CmdletBinding()] param([Parameter(Mandatory, Position = 0, ValueFromPipeline)][AllowEmptyString()][string] $Message) process { $PSCmdlet.WriteVerbose($Message) } }

function Write-Error {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)][string] $Message,
        [System.Management.Automation.ErrorCategory] $Category = 'NotSpecified', [string] $ErrorId = 'Microsoft.PowerShell.Commands.WriteErrorException', [object] $TargetObject)
    process { $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([Exception]::new($Message), $ErrorId, $Category, $TargetObject)) }
}

function Write-Progress {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)][string] $Activity, [Parameter(Position = 1)][string] $Status = 'Processing', [int] $Id,
        [int] $PercentComplete = -1, [int] $SecondsRemaining = -1, [switch] $Completed)
    $record = [System.Management.Automation.ProgressRecord]::new($Id, $Activity, $Status)
    $record.PercentComplete = $PercentComplete
    $record.SecondsRemaining = $SecondsRemaining
    if ($Completed) { $record.RecordType = 'Completed' }
    $PSCmdlet.WriteProgress($record)
}

function Out-String {
    [CmdletBinding()]
    param([Parameter(ValueFromPipeline)][object] $InputObject)
    begin { $all = [System.Collections.Generic.List[object]]::new() }
    process { $all.Add($InputObject) }
    end {
        $Host.PrivateData.BeginCapture()
        try { $all | Out-Default } finally { $text = $Host.PrivateData.EndCapture() }
        $text
    }
}

# --- objects ---

function New-Object {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0)][string] $TypeName, [Parameter(Position = 1)][object[]] $ArgumentList = @(), [System.Collections.IDictionary] $Property)
    $made = if ($TypeName -in 'PSObject', 'PSCustomObject') { [pscustomobject]@{} } else { ([type]$TypeName)::new.Invoke($ArgumentList) }
    foreach ($key in $Property.Keys) {
        if ($made.psobject.Properties[$key]) { $made.$key = $Property[$key] } else { $made.psobject.Properties.Add([psnoteproperty]::new($key, $Property[$key])) }
    }
    $made
}

# The value of a property that is named, computed by a block, or described by @{ Name = ...; Expression = ... }.
function Get-HostProperty($Item, $Property) {
    $what = if ($Property -is [System.Collections.IDictionary]) { $Property.Expression ?? $Property.e } else { $Property }
    if ($what -is [scriptblock]) { $Item | ForEach-Object $what } else { $Item.$what }
}

function Select-Object {
    [CmdletBinding()]
    param(
        [Parameter(Position = 0)][object[]] $Property, [Parameter(ValueFromPipeline)][psobject] $InputObject,
        [string] $ExpandProperty, [int] $First = -1, [int] $Last = -1, [int] $Skip = 0, [switch] $Unique)
    begin { $all = [System.Collections.Generic.List[object]]::new() }
    process { $all.Add($InputObject) }
    end {
        $from = if ($Last -ge 0) { [Math]::Max(0, $all.Count - $Skip - $Last) } else { [Math]::Min($Skip, $all.Count) }
        $count = if ($Last -ge 0) { $all.Count - $Skip - $from } elseif ($First -ge 0) { [Math]::Min($First, $all.Count - $from) } else { $all.Count - $from }
        $seen = [System.Collections.Generic.HashSet[string]]::new()
        foreach ($item in $all.GetRange($from, [Math]::Max(0, $count))) {
            $result = if ($ExpandProperty) { $item.$ExpandProperty } elseif ($Property) { Select-HostProperty $item $Property } else { $item }
            if (-not $Unique -or $seen.Add("$result")) { $result }
        }
    }
}

function Select-HostProperty($Item, $Property) {
    $selected = [ordered]@{}
    foreach ($one in $Property) {
        if ($one -is [System.Collections.IDictionary]) {
            $selected[[string]($one.Name ?? $one.Label ?? $one.n ?? $one.l)] = Get-HostProperty $Item $one
        }
        elseif ($one -is [scriptblock]) {
            $selected["$one"] = Get-HostProperty $Item $one
        }
        else {
            $names = if ([WildcardPattern]::ContainsWildcardCharacters($one)) { $Item.psobject.Properties.Match($one).Name } else { $one }
            foreach ($name in $names) { $selected[$name] = $Item.$name }
        }
    }
    [pscustomobject]$selected
}

class HostValueOrder : System.Collections.Generic.IComparer[object] {
    [int] Compare([object] $First, [object] $Second) { return [System.Management.Automation.LanguagePrimitives]::Compare($First, $Second, $true) }
}

function Sort-Object {
    [CmdletBinding()]
    param([Parameter(Position = 0)][object[]] $Property, [switch] $Descending, [Parameter(ValueFromPipeline)][psobject] $InputObject)
    begin { $all = [System.Collections.Generic.List[object]]::new() }
    process { $all.Add($InputObject) }
    end {
        # OrderBy is stable: sorting by the last key first leaves the first key in charge.
        $keys = @($Property ?? { $_ })
        [array]::Reverse($keys)
        $sorted = [object[]]$all
        foreach ($key in $keys) {
            $of = [Func[object, object]] { param($item) Get-HostProperty $item $key }
            $down = $Descending -or ($key -is [System.Collections.IDictionary] -and $key.Descending)
            $order = [HostValueOrder]::new()
            $sorted = [object[]]@(if ($down) { [System.Linq.Enumerable]::OrderByDescending($sorted, $of, $order) } else { [System.Linq.Enumerable]::OrderBy($sorted, $of, $order) })
        }
        $sorted
    }
}

function Group-Object {
    [CmdletBinding()]
    param([Parameter(Position = 0)][object] $Property = { $_ }, [Parameter(ValueFromPipeline)][psobject] $InputObject)
    begin { $groups = [ordered]@{} }
    process {
        $name = [string](Get-HostProperty $InputObject $Property)
        if (-not $groups.Contains($name)) { $groups[$name] = [System.Collections.Generic.List[object]]::new() }
        $groups[$name].Add($InputObject)
    }
    end { foreach ($name in $groups.Keys) { [pscustomobject]@{ Count = $groups[$name].Count; Name = $name; Group = $groups[$name] } } }
}

function Measure-Object {
    [CmdletBinding()]
    param(
        [Parameter(Position = 0)][string] $Property, [Parameter(ValueFromPipeline)][psobject] $InputObject,
        [switch] $Average, [switch] $Sum, [switch] $Minimum, [switch] $Maximum)
    begin { $count = 0; $total = 0.0; $least = $null; $most = $null }
    process {
        $count++
        if ($Average -or $Sum -or $Minimum -or $Maximum) {
            $value = if ($Property) { $InputObject.$Property } else { $InputObject }
            if ($Average -or $Sum) { $total += $value }
            if ($null -eq $least -or $value -lt $least) { $least = $value }
            if ($null -eq $most -or $value -gt $most) { $most = $value }
        }
    }
    end {
        [pscustomobject]@{
            Count = $count
            Average = if ($Average -and $count) { $total / $count }
            Sum = if ($Sum) { $total }
            Maximum = if ($Maximum) { $most }
            Minimum = if ($Minimum) { $least }
            Property = if ($Property) { $Property }
        }
    }
}

# --- places and files ---

function Get-Location { $ExecutionContext.SessionState.Path.CurrentLocation }
function Set-Location([Parameter(Mandatory, Position = 0)][string] $Path) { $null = $ExecutionContext.SessionState.Path.SetLocation($Path) }

function Join-Path {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0)][string] $Path, [Parameter(Mandatory, Position = 1)][string] $ChildPath, [Parameter(ValueFromRemainingArguments)][string[]] $AdditionalChildPath)
    $joined = $ExecutionContext.SessionState.Path.Combine($Path, $ChildPath)
    foreach ($child in $AdditionalChildPath) { $joined = $ExecutionContext.SessionState.Path.Combine($joined, $child) }
    $joined
}

function Split-Path {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0, ValueFromPipeline)][string] $Path, [switch] $Parent, [switch] $Leaf, [switch] $LeafBase, [switch] $Extension)
    process {
        if ($Leaf) { [System.IO.Path]::GetFileName($Path.TrimEnd('/', '\')) }
        elseif ($LeafBase) { [System.IO.Path]::GetFileNameWithoutExtension($Path) }
        elseif ($Extension) { [System.IO.Path]::GetExtension($Path) }
        else { $ExecutionContext.SessionState.Path.ParseParent($Path, '') }
    }
}

function Resolve-Path {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0, ValueFromPipeline)][string] $Path)
    process { $ExecutionContext.SessionState.Path.GetResolvedPSPathFromPSPath($Path) }
}

function Test-Path {
    [CmdletBinding(DefaultParameterSetName = 'Path')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ParameterSetName = 'Path')][string] $Path,
        [Parameter(Mandatory, ParameterSetName = 'LiteralPath')][string] $LiteralPath, [ValidateSet('Any', 'Container', 'Leaf')][string] $PathType = 'Any')
    process {
        $literal = $PSCmdlet.ParameterSetName -eq 'LiteralPath'
        $wanted = if ($literal) { $LiteralPath } else { $Path }
        $exists = $ExecutionContext.InvokeProvider.Item.Exists($wanted, $false, $literal)
        if (-not $exists -or $PathType -eq 'Any') { return $exists }
        $ExecutionContext.InvokeProvider.Item.IsContainer($wanted) -eq ($PathType -eq 'Container')
    }
}

function Get-Item {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0, ValueFromPipeline)][string] $Path)
    process { $ExecutionContext.InvokeProvider.Item.Get($Path) }
}

function Get-ChildItem {
    [CmdletBinding()]
    param([Parameter(Position = 0, ValueFromPipeline)][string] $Path = '.', [Parameter(Position = 1)][string] $Filter, [switch] $Recurse, [switch] $File, [switch] $Directory, [switch] $Name)
    process {
        $found = $ExecutionContext.InvokeProvider.ChildItem.Get($Path, [bool]$Recurse) |
            Where-Object { (-not $Filter -or $_.Name -like $Filter) -and (-not $File -or -not $_.PSIsContainer) -and (-not $Directory -or $_.PSIsContainer) }
        if ($Name) { $found | ForEach-Object Name } else { $found }
    }
}

function New-Item {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0)][string] $Path, [string] $ItemType = 'File', [object] $Value, [switch] $Force)
    if ($Force -and $ItemType -eq 'Directory' -and (Test-Path -LiteralPath $Path -PathType Container)) { return Get-Item $Path }
    $folder = Split-Path $Path
    if ($Force -and $folder -and -not (Test-Path -LiteralPath $folder)) { $null = New-Item $folder -ItemType Directory -Force }
    $ExecutionContext.InvokeProvider.Item.New([string[]]@($Path), '', $ItemType, $Value, [bool]$Force)
}

function Remove-Item {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0, ValueFromPipeline)][string] $Path, [switch] $Recurse, [switch] $Force)
    process { $ExecutionContext.InvokeProvider.Item.Remove([string[]]@($Path), [bool]$Recurse, [bool]$Force, $false) }
}

function Get-Content {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0, ValueFromPipeline)][string] $Path, [switch] $Raw)
    process {
        foreach ($file in $ExecutionContext.SessionState.Path.GetResolvedProviderPathFromPSPath($Path, [ref]$null)) {
            if ($Raw) { [System.IO.File]::ReadAllText($file) } else { [System.IO.File]::ReadLines($file) }
        }
    }
}

function Set-Content {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0)][string] $Path, [Parameter(Mandatory, Position = 1, ValueFromPipeline)][object[]] $Value)
    begin { $lines = [System.Collections.Generic.List[string]]::new() }
    process { foreach ($line in $Value) { $lines.Add("$line") } }
    end { [System.IO.File]::WriteAllLines($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path), $lines) }
}

function Export-Csv {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0)][string] $Path, [Parameter(Mandatory, ValueFromPipeline)][psobject] $InputObject)
    begin { $lines = [System.Collections.Generic.List[string]]::new(); $names = $null }
    process {
        if (-not $names) {
            $names = @($InputObject.psobject.Properties.Name)
            $lines.Add(($names | ForEach-Object { '"' + $_.Replace('"', '""') + '"' }) -join ',')
        }

        $lines.Add(($names | ForEach-Object { '"' + ([string]$InputObject.$_).Replace('"', '""') + '"' }) -join ',')
    }
    end { [System.IO.File]::WriteAllLines($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path), $lines) }
}

# --- time ---

function Get-Date { [CmdletBinding()] param([string] $Format) if ($Format) { [datetime]::Now.ToString($Format) } else { [datetime]::Now } }

function Start-Sleep {
    [CmdletBinding()]
    param([Parameter(Position = 0)][double] $Seconds, [int] $Milliseconds)
    # In short naps, so that a stop is answered.
    $end = [datetime]::UtcNow.AddSeconds($Seconds).AddMilliseconds($Milliseconds)
    while (($left = ($end - [datetime]::UtcNow).TotalMilliseconds) -gt 0) { [System.Threading.Thread]::Sleep([int][Math]::Min($left, 50)) }
}

function Measure-Command {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0)][scriptblock] $Expression)
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $null = . $Expression
    $watch.Elapsed
}
