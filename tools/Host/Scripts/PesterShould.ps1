# Pester's Should, for the runner beside this file: a failure throws, and says what was expected and what was there.

function Should {
    [CmdletBinding()]
    param(
        [Parameter(ValueFromPipeline)][object] $ActualValue, [Parameter(Position = 0)][object] $ExpectedValue,
        [switch] $Not, [string] $Because, [switch] $Be, [switch] $BeExactly, [switch] $BeTrue, [switch] $BeFalse, [switch] $BeNullOrEmpty,
        [switch] $BeOfType, [switch] $Match, [switch] $BeLike, [switch] $HaveCount, [switch] $Contain, [switch] $BeIn, [switch] $BeGreaterThan,
        [switch] $BeLessThan, [switch] $BeGreaterOrEqual, [switch] $BeLessOrEqual, [switch] $Exist,
        [switch] $Throw, [string] $ErrorId, [type] $ExceptionType, [string] $ExpectedMessage)
    begin { $PesterActual = [System.Collections.Generic.List[object]]::new() }
    process { $PesterActual.Add($ActualValue) }
    end {
        $actual = $PesterActual.ToArray()
        if ($actual.Count -eq 1) { $actual = $actual[0] }
        if ($Throw) {
            $problem = Test-PesterThrow $actual ($ExpectedMessage ? $ExpectedMessage : $ExpectedValue) $ErrorId $ExceptionType
            $holds = -not $problem
            $what = 'to throw' + $(if ($problem) { ": $problem" })
        }
        else {
            $operator = @($PSBoundParameters.Keys | Where-Object { $_ -notin 'ActualValue', 'ExpectedValue', 'Not', 'Because' })[0]
            $holds = Test-PesterValue $operator $actual $ExpectedValue
            $what = "$operator " + (Format-PesterValue $ExpectedValue)
        }

        if ($holds -eq [bool]$Not) {
            $message = "Expected $(Format-PesterValue $actual)$(if ($Not) { ' not' }) $what"
            if ($Because) { $message += ", because $Because" }
            throw [System.Management.Automation.ErrorRecord]::new([Exception]::new("$message."), 'PesterAssertionFailed', 'InvalidResult', $null)
        }
    }
}

function Test-PesterValue([string] $Operator, $Actual, $Expected) {
    switch ($Operator) {
        'Be' { return Test-PesterEqual $Actual $Expected $false }
        'BeExactly' { return Test-PesterEqual $Actual $Expected $true }
        'BeTrue' { return [bool]$Actual }
        'BeFalse' { return -not $Actual }
        'BeNullOrEmpty' { return $null -eq $Actual -or '' -eq $Actual -or $Actual.Count -eq 0 }
        'BeOfType' { return $Actual -is ($Expected -as [type]) }
        'Match' { return $Actual -match $Expected }
        'BeLike' { return $Actual -like $Expected }
        'HaveCount' { return $Expected -eq $(if ($null -eq $Actual) { 0 } else { $Actual.Count }) }
        'Contain' { return @($Actual) -contains $Expected }
        'BeIn' { return @($Expected) -contains $Actual }
        'BeGreaterThan' { return $Actual -gt $Expected }
        'BeLessThan' { return $Actual -lt $Expected }
        'BeGreaterOrEqual' { return $Actual -ge $Expected }
        'BeLessOrEqual' { return $Actual -le $Expected }
        'Exist' { return $ExecutionContext.InvokeProvider.Item.Exists([string]$Actual) }
        default { throw "Should does not know -$Operator here." }
    }
}

function Test-PesterEqual($Actual, $Expected, [bool] $CaseSensitive) {
    if ($Actual -is [array] -or $Expected -is [array]) {
        $one = @($Actual)
        $other = @($Expected)
        if ($one.Count -ne $other.Count) { return $false }
        for ($i = 0; $i -lt $one.Count; $i++) { if (-not (Test-PesterEqual $one[$i] $other[$i] $CaseSensitive)) { return $false } }
        return $true
    }

    if ($CaseSensitive) { return $Expected -ceq $Actual }
    return $Expected -eq $Actual
}

# What is wrong with how a block throws; nothing where it throws as expected.
function Test-PesterThrow([scriptblock] $Block, [string] $Message, [string] $ErrorId, [type] $ExceptionType) {
    try { $null = & $Block }
    catch {
        if ($Message -and $_.Exception.Message -notlike $Message) { return "the message is '$($_.Exception.Message)', not like '$Message'" }
        if ($ErrorId -and $_.FullyQualifiedErrorId -notlike $ErrorId) { return "the error id is '$($_.FullyQualifiedErrorId)', not like '$ErrorId'" }
        if ($ExceptionType -and $_.Exception -isnot $ExceptionType) { return "the exception is a $($_.Exception.GetType()), no $ExceptionType" }
        return
    }

    'nothing was thrown'
}

function Format-PesterValue($Value) {
    if ($null -eq $Value) { '$null' }
    elseif ($Value -is [string]) { "'$Value'" }
    elseif ($Value -is [System.Collections.IEnumerable]) { '@(' + (@($Value | ForEach-Object { Format-PesterValue $_ }) -join ', ') + ')' }
    else { "$Value" }
}
