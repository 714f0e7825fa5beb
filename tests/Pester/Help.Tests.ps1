BeforeDiscovery {
    . "$PSScriptRoot/StagedModule.ps1"
    $commands = @((Get-Module DeepWonder3D).ExportedCommands.Keys)
    $topics = '', '_Models', '_Devices', '_Calibration', '_Errors', '_Formats', '_Differences' | ForEach-Object { "about_DeepWonder3D$_" }
}

BeforeAll {
    . "$PSScriptRoot/StagedModule.ps1"
    function Get-Completion([string] $Line) { [System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches }
}

Describe 'Help for <_>' -ForEach $commands {
    It 'names the command, what it does and how it is called' {
        $help = Get-Help $_
        $help.Name | Should -Be $_
        $help.Synopsis | Should -Match '\.$'

        # A host breaks lines where its window ends, in the middle of words if need be.
        ($help | Out-String) -replace '\s' | Should -Match "SYNTAX$_.*\[<CommonParameters>\]"
    }

    It 'explains every parameter' {
        $own = @((Get-Command $_).Parameters.Values | Where-Object { $_.Name -notin [System.Management.Automation.Cmdlet]::CommonParameters })
        foreach ($parameter in $own) { (Get-Help $_ -Parameter $parameter.Name).description[0].Text | Should -Not -BeNullOrEmpty -Because $parameter.Name }
    }

    It 'shows examples with their output' {
        $examples = @((Get-Help $_).examples.example)
        $examples.Count | Should -BeGreaterOrEqual 3
        (Get-Help $_ -Examples | Out-String) | Should -Match '--- Example 3: '
    }
}

Describe 'The topic <_>' -ForEach $topics {
    It 'is shown' {
        Get-Help $_ | Out-String | Should -Match $_
    }
}

Describe 'Tab' {
    It 'offers <Expected> for <Line>, with a tooltip' -ForEach @(
        @{ Line = 'Invoke-Denoise -Device Te'; Expected = 'TensorRt' }
        @{ Line = 'Find-Neuron -Model segment-2'; Expected = 'segment-2um' }
        @{ Line = 'Import-Volume x.tif -Axes ZT'; Expected = 'ZTYX' }
        @{ Line = 'Export-Neuron x -Format Sui'; Expected = 'Suite2p' }
        @{ Line = 'Merge-View -Preset U'; Expected = 'Upstream' }
    ) {
        $offered = @(Get-Completion $Line)
        $offered.Count | Should -Be 1
        $offered[0].CompletionText | Should -Be $Expected
        $offered[0].ToolTip.Length | Should -BeGreaterThan $Expected.Length
    }

    It 'offers the datasets of a file' {
        $recording = New-SimulatedRecording Easy -ViewCount 1 -Height 16 -Width 16 -FrameCount 2 -NeuronCount 0 -ViewOnly
        $recording.Views | Export-Volume "$TestDrive/movie.h5"
        (Get-Completion "Import-Volume '$TestDrive/movie.h5' -Dataset ")[0].CompletionText | Should -Match 'data'
    }
}
