# Runs examples as if they were typed: each statement is a command line of its own. Before what NNN.ps1 in the folder of examples
# prints stands a line with -Mark and NNN, and there is NNN.err where there was an error. What an example writes is taken away after it.
param([Parameter(Mandatory)][string] $Folder, [Parameter(Mandatory)][string] $Examples, [Parameter(Mandatory)][string] $Mark)
[Console]::OutputEncoding = [System.Text.UTF8Encoding]::new()

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
    try {
        $ExampleTree = [System.Management.Automation.Language.Parser]::ParseInput($ExampleText, [ref]$null, [ref]$null)
        foreach ($ExampleStatement in $ExampleTree.EndBlock.Statements) {
            $ExampleCommand = [scriptblock]::Create($ExampleStatement.Extent.Text)
            . $ExampleCommand 2>&1 | ForEach-Object {
                if ($_ -is [System.Management.Automation.ErrorRecord]) { $ExampleErrors.Add("$($_.FullyQualifiedErrorId): $_") } else { $_ }
            } | Out-String -Width 120 -Stream
        }
    }
    catch { $ExampleErrors.Add("$($_.FullyQualifiedErrorId): $_") }
    if ($ExampleErrors.Count -gt 0) { [System.IO.File]::WriteAllLines([System.IO.Path]::ChangeExtension($ExampleFile, '.err'), $ExampleErrors) }
}

$kept = [System.Collections.Generic.HashSet[string]]::new([string[]]@(Get-ExampleEntries))
$files = [System.IO.Directory]::GetFiles($Examples, '*.ps1')
[array]::Sort($files, [StringComparer]::Ordinal)
foreach ($file in $files) {
    Set-Location $Folder
    $Mark + [System.IO.Path]::GetFileNameWithoutExtension($file)
    & { param($one) Invoke-Example $one } $file
    Remove-ExampleResults $kept
}
