BeforeAll {
    . "$PSScriptRoot/StagedModule.ps1"
    $samples = [float[]]::new(500)
    $samples[1] = 123.456
    $neuron = [DeepWonder3D.Neurons.Neuron]@{
        Id = 7
        Row = 3.456
        Column = 12
        Snr = 8.25
        Footprint = [DeepWonder3D.Neurons.Footprint]::new([int[]](1..400), 50)
        Trace = [DeepWonder3D.Neurons.Trace]::new($samples)
    }
    $set = [DeepWonder3D.Neurons.NeuronSet]@{ Name = 'mouse'; ViewId = 113; Height = 10; Width = 50; FrameCount = 500; FrameRate = 7.5; Neurons = [DeepWonder3D.Neurons.Neuron[]]@($neuron) }
    $pairs = [DeepWonder3D.Views.ViewPair[]]@([DeepWonder3D.Views.ViewPair]::new(112, 113, 0.1, 0.2, 0.3, 0.4))
    $calibration = [DeepWonder3D.Views.ViewCalibration]::new($pairs)
    function Show($Object) { @(($Object | Out-String) -replace '\e\[[\d;]*m' -split '\r?\n' -ne '' | ForEach-Object { $_.Trim() }) }
}

Describe 'Tables' {
    It 'shows a neuron with units in the headings' {
        $lines = Show $neuron
        $lines[0] -split '\s{2,}|(?<=\)) ' -ne '' | Should -Be 'Id', 'Row (px)', 'Column (px)', 'Area (px)', 'Snr'
        $lines[2] -split '\s+' | Should -Be '7', (3.46).ToString('0.00'), (12).ToString('0.00'), '400', (8.3).ToString('0.0')
        $lines | Should -HaveCount 3
    }

    It 'shows the neurons of a view as one line' {
        $lines = Show $set
        $lines[0] | Should -Match '^Name +View +Neurons +Frames +Rate \(Hz\)$'
        $lines[2] -split '\s+' | Should -Be 'mouse', '113', '1', '500', (7.5).ToString('0.###')
    }

    It 'shows a calibration as one line' {
        (Show $calibration)[2] -split '\s+' | Should -Be '2', '113', (2 / 3).ToString('0.####'), '1', '1'
    }
}

Describe 'Lists' {
    It 'sums traces and footprints up instead of printing their samples' {
        $lines = Show ($neuron | Format-List)
        $lines -match '^Footprint +: 400 px$' | Should -HaveCount 1
        $lines -match '^Trace +: 500 frames' | Should -HaveCount 1
        # One line a property; the samples of the series would be thousands.
        $lines.Count | Should -BeLessThan 17
    }

    It 'shows what a table leaves out' {
        $lines = Show ($set | Format-List)
        $lines -match '^Height \(px\) +: 10$' | Should -HaveCount 1
        $lines -match '^History' | Should -HaveCount 1
    }
}
