BeforeAll {
    . "$PSScriptRoot/StagedModule.ps1"
}

Describe 'The models that ship' {
    It 'are listed with their pixel sizes and our licence' {
        $shipped = Get-Model | Where-Object Licence -EQ 'MIT'
        $shipped.Name | Should -Contain 'denoise'
        $shipped.Name | Should -Contain 'background-1um'
        $shipped.Name | Should -Contain 'background-2um'
        $shipped.Name | Should -Contain 'segment-1um'
        $shipped.Name | Should -Contain 'segment-2um'
        $shipped.Name | Should -Contain 'upscale'
    }

    It 'find neurons without being named' {
        $recording = New-SimulatedRecording Easy -Seed 78 -ViewCount 1 -Height 128 -Width 128 -FrameCount 96 -ViewOnly
        $neurons = $recording.Views[0] | Invoke-Denoise | Remove-Background | Find-Neuron
        $neurons.Count | Should -BeGreaterThan 2
        ($neurons | Compare-Neuron -Truth $recording).F1 | Should -BeGreaterThan 0.6
        ($neurons.History | Where-Object Step -EQ 'Find-Neuron').Model | Should -Be 'segment-2um'
    }

    It 'say what to do about pixels of another size' {
        $recording = New-SimulatedRecording Easy -Seed 78 -ViewCount 1 -Height 32 -Width 32 -FrameCount 40 -PixelSizeUm 10 -ViewOnly
        $recording.Views[0] | Remove-Background -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'ModelPixelSizeMismatch,*'
    }
}
