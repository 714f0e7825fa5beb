BeforeAll {
    . "$PSScriptRoot/StagedModule.ps1"
    $recording = New-SimulatedRecording -Preset Easy -Seed 3 -ViewCount 1 -FrameCount 20 -Height 48 -Width 64 -NeuronCount 4
    $movie = $recording.Views[0]
}

Describe 'Volumes' {
    It 'come back from a file as they were' {
        $file = $movie | Export-Volume -Path "$TestDrive/one [1].tif" -PassThru
        $file | Should -Not -BeNullOrEmpty
        $back = Import-Volume -LiteralPath "$TestDrive/one [1].tif"
        $back.FrameCount | Should -Be 20
        "$($back.Height) x $($back.Width)" | Should -Be '48 x 64'
        $back.SampleType | Should -Be $movie.SampleType
        $back.PixelSizeUm | Should -Be $movie.PixelSizeUm
        $back.GetPlane(7)[5, 6] | Should -Be $movie.GetPlane(7)[5, 6]
        $back.Dispose()
    }

    It 'are not written with -WhatIf, nor over a file without -Force' {
        $movie | Export-Volume -Path "$TestDrive/whatif.tif" -WhatIf
        Test-Path "$TestDrive/whatif.tif" | Should -BeFalse
        $movie | Export-Volume -Path "$TestDrive/twice.tif"
        $movie | Export-Volume -Path "$TestDrive/twice.tif" -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'FileExists,*'
        $movie | Export-Volume -Path "$TestDrive/twice.tif" -Force
        Test-Path "$TestDrive/twice.tif" | Should -BeTrue
    }

    It 'take their view from the name' {
        $movie | Export-Volume -Path "$TestDrive/mouse_view_53.tif" -Force
        $view = Import-Volume "$TestDrive/mouse_view_*.tif"
        $view.ViewId | Should -Be 53
        $view.Name | Should -Be 'mouse_view_53'
        $view.Dispose()
    }

    It 'are resized in time and space without a model' {
        $small = $movie | Resize-Volume -FrameRate ($movie.FrameRate / 2) -PixelSizeUm ($movie.PixelSizeUm * 2) -Method Linear
        $small.FrameCount | Should -Be 10
        "$($small.Height) x $($small.Width)" | Should -Be '24 x 32'
        $small.History[-1].Step | Should -Be 'Resize-Volume'
    }

    It 'go on when one file is bad' {
        $movie | Export-Volume -Path "$TestDrive/set/a.tif"
        [System.IO.File]::WriteAllText("$TestDrive/set/b.tif", 'not a TIFF')
        $movie | Export-Volume -Path "$TestDrive/set/c.tif"
        $volumes = @(Import-Volume "$TestDrive/set/*.tif" -ErrorVariable problems -ErrorAction SilentlyContinue)
        $volumes.Name | Should -Be 'a', 'c'
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotATiff,*'
        $volumes | ForEach-Object { $_.Dispose() }
    }

    It 'that are missing are errors' {
        Import-Volume "$TestDrive/none.tif" -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
        $problems[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }

    It 'show no samples when converted to text' {
        "$movie" | Should -BeLike '*20*48*64*'
    }
}

Describe 'A device that is not there' {
    It 'ends the command with the reason' {
        $caught = $null
        try { $movie | Invoke-Denoise -Device Abacus } catch { $caught = $_ }
        $caught.FullyQualifiedErrorId | Should -BeLike 'ParameterInvalid,*'
        @(Get-InferenceDevice Cpu).Available | Should -BeTrue
    }
}
