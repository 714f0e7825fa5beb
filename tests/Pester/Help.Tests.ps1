BeforeDiscovery {
    . "$PSScriptRoot/StagedModule.ps1"
    $commands = @((Get-Module DeepWonder3D).ExportedCommands.Keys)
}

BeforeAll { . "$PSScriptRoot/StagedModule.ps1" }

Describe 'Help for <_>' -ForEach $commands {
    It 'names the command and its parameters' {
        $help = Get-Help $_
        $help.Name | Should -Be $_
        ($help | Out-String) | Should -Match $_
    }
}
