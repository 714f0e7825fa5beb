BeforeAll {
    . "$PSScriptRoot/StagedModule.ps1"
    $recording = New-SimulatedRecording -Preset Easy -Seed 5 -ViewCount 3 -FrameCount 60 -Height 64 -Width 64 -NeuronCount 8 -Name mouse -ViewOnly
    $recording.Views | Export-Volume -Path "$TestDrive/in/"
}

Describe 'A run on the views of a recording' {
    BeforeAll {
        $first = Invoke-NeuronExtraction "$TestDrive/in" "$TestDrive/out" -Calibration $recording.Calibration -MinViewCount 2
        $code = $global:LASTEXITCODE
    }

    It 'leaves its results and says so' {
        $first.State | Should -Be 'Done'
        $first.ViewCount | Should -Be 3
        $code | Should -Be 0
    }

    It 'leaves <_>' -ForEach 'neurons.csv', 'neurons.traces.csv', 'neurons.mat', 'neurons.nwb', 'report.html', 'run.json' {
        "$TestDrive/out/mouse/$_" | Should -Exist
    }

    It 'leaves neurons that can be read' {
        (Import-Neuron "$TestDrive/out/mouse/neurons.mat").Count | Should -Be $first.NeuronCount
    }

    It 'leaves a summary for other programs' {
        Get-Content "$TestDrive/out/summary.json" -Raw | Should -Match '"exitCode": 0'
    }

    It 'finds all there when it is started again' {
        $again = Invoke-NeuronExtraction "$TestDrive/in" "$TestDrive/out" -Calibration $recording.Calibration -MinViewCount 2
        $again.State | Should -Be 'Unchanged'
        $again.StepsRun | Should -Be 0
    }
}

Describe 'A folder that is followed' {
    It 'has each recording done once, and a broken one set aside' {
        $null = New-Item "$TestDrive/bad/broken.tif" -Value 'no TIFF' -Force
        $results = @(Watch-Acquisition "$TestDrive/bad" "$TestDrive/watched" -Once -QuietTime 0 -ErrorVariable problems -ErrorAction SilentlyContinue)
        $results[0].State | Should -Be 'Failed'
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotATiff,*'
        $global:LASTEXITCODE | Should -Be 2
        @(Watch-Acquisition "$TestDrive/bad" "$TestDrive/watched" -Once -QuietTime 0).Count | Should -Be 0
        "$TestDrive/bad/broken.tif" | Should -Exist
    }
}

Describe 'A run that does not do all' {
    It 'says that there was nothing to do' {
        $null = New-Item "$TestDrive/empty/notes.txt" -Force
        Invoke-NeuronExtraction "$TestDrive/empty" "$TestDrive/nothing" -WarningVariable said -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $global:LASTEXITCODE | Should -Be 6
        $said[0].Message | Should -BeLike 'No recording was found.*'
        (Get-Content "$TestDrive/nothing/summary.json" -Raw | ConvertFrom-Json).state | Should -Be 'NothingDone'
    }

    It 'says what is not read, and how to convert it' {
        $null = New-Item "$TestDrive/foreign/a.czi" -Value 'ZISRAWFILE' -Force
        $null = Invoke-NeuronExtraction "$TestDrive/foreign" "$TestDrive/unread" -WarningVariable said -WarningAction SilentlyContinue
        $global:LASTEXITCODE | Should -Be 7
        $said[0].Message | Should -BeLike '*a.czi*CZI*'
        (Get-Content "$TestDrive/unread/summary.json" -Raw | ConvertFrom-Json).unread[0].advice | Should -Not -BeNullOrEmpty
    }
}

Describe 'Test-DeepWonder' {
    It 'finds nothing wrong here' {
        @(Test-DeepWonder -OutputPath "$TestDrive/checked" | Where-Object State -EQ 'Problem').Count | Should -Be 0
    }
}
