# Runs examples as if they were typed: each statement is a command line of its own, and what it prints is kept. For NNN.ps1 in the folder of examples
# there are afterwards NNN.txt, what was printed, and NNN.err where there was an error. What an example writes is taken away after it.
param([Parameter(Mandatory)][string] $Folder, [Parameter(Mandatory)][string] $Examples)

function Get-ExampleEntries { [System.IO.Directory]::GetFileSystemEntries($Folder, '*', 'AllDirectories') }

function Remove-ExampleResults($Kept) {
    # Files that are open through a volume that nobody holds any longer: Windows deletes none of these.
    [GC]::Collect()
    [GC]::WaitForPendingFinalizers()
    foreach ($entry in Get-ExampleEntries) {
        if ($Kept.Contains($entry)) { continue }
        if ([System.IO.File]::Exists($entry)) { [System.IO.File]::Delete($entry) } elseif ([System.IO.Directory]::Exists($entry)) { [System.IO.Directory]::Delete($entry, $true) }
    }
}

function Invoke-Example([string] $ExampleFile) {
    $ExampleText = [System.IO.File]::ReadAllText($ExampleFile)
    $ExampleErrors = [System.Collections.Generic.List[string]]::new()
    $Host.PrivateData.BeginCapture()
    try {
        $ExampleTree = [System.Management.Automation.Language.Parser]::ParseInput($ExampleText, [ref]$null, [ref]$null)
        foreach ($ExampleStatement in $ExampleTree.EndBlock.Statements) {
            $ExampleCommand = [scriptblock]::Create($ExampleStatement.Extent.Text)
            . $ExampleCommand 2>&1 3>&1 4>&1 | ForEach-Object {
                if ($_ -is [System.Management.Automation.ErrorRecord]) { $ExampleErrors.Add("$($_.FullyQualifiedErrorId): $_") }
                elseif ($_ -is [System.Management.Automation.WarningRecord]) { "WARNING: $_" }
                elseif ($_ -is [System.Management.Automation.VerboseRecord]) { "VERBOSE: $_" }
                else { $_ }
            } | Out-Default
        }
    }
    catch { $ExampleErrors.Add("$($_.FullyQualifiedErrorId): $_") }
    finally { [System.IO.File]::WriteAllText([System.IO.Path]::ChangeExtension($ExampleFile, '.txt'), $Host.PrivateData.EndCapture()) }
    if ($ExampleErrors.Count -gt 0) { [System.IO.File]::WriteAllLines([System.IO.Path]::ChangeExtension($ExampleFile, '.err'), $ExampleErrors) }
}

$kept = [System.Collections.Generic.HashSet[string]]::new([string[]]@(Get-ExampleEntries))
$files = [System.IO.Directory]::GetFiles($Examples, '*.ps1')
[array]::Sort($files, [StringComparer]::Ordinal)
foreach ($file in $files) {
    Set-Location $Folder
    & { param($one) Invoke-Example $one } $file
    Remove-ExampleResults $kept
}
