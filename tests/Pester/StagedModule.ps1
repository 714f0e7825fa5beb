# Dot-sourced by every test file, in BeforeDiscovery or BeforeAll: imports the module that the build staged, and names its manifest.

$manifest = "$PSScriptRoot/../../out/DeepWonder3D/DeepWonder3D.psd1"
if ($env:DEEPWONDER3D_MODULE) {
    $manifest = if ($env:DEEPWONDER3D_MODULE -like '*.psd1') { $env:DEEPWONDER3D_MODULE } else { "$env:DEEPWONDER3D_MODULE/DeepWonder3D.psd1" }
}

$manifest = [System.IO.Path]::GetFullPath($manifest)
if (-not (Get-Module DeepWonder3D)) { Import-Module $manifest -Global }

# Runs a command in a new process of the same shell, where nothing has been imported yet, and returns the lines that it writes.
function Invoke-InNewProcess([string] $Command) {
    $start = [System.Diagnostics.ProcessStartInfo]::new([Environment]::ProcessPath)
    # The .NET tool is `dotnet pwsh.dll`, an installed pwsh is a program.
    $isDotnet = [System.IO.Path]::GetFileNameWithoutExtension([Environment]::ProcessPath) -eq 'dotnet'
    $shell = $isDotnet ? @([Environment]::GetCommandLineArgs()[0]) : @()
    foreach ($argument in $shell + '-NoProfile', '-NonInteractive', '-Command', $Command) { $start.ArgumentList.Add($argument) }
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $process = [System.Diagnostics.Process]::Start($start)
    $errors = $process.StandardError.ReadToEndAsync()
    $lines = @($process.StandardOutput.ReadToEnd() -split '\r?\n' -ne '')
    $process.WaitForExit()
    if ($process.ExitCode -ne 0 -or $errors.Result) { throw "Exit code $($process.ExitCode): $($errors.Result)" }
    $lines
}
