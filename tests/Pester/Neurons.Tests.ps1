BeforeAll {
    . "$PSScriptRoot/StagedModule.ps1"
    $recording = New-SimulatedRecording -Preset Easy -Seed 5 -ViewCount 7 -FrameCount 80 -Height 96 -Width 96 -NeuronCount 6
}

Describe 'Neurons of views' {
    It 'are merged into the neurons that were simulated' {
        $population = $recording.TruthByView | Merge-View -Calibration $recording.Calibration
        $population.Count | Should -BeGreaterThan 0
        $score = Compare-Neuron -InputObject $population -Truth $recording.Truth
        $score.Precision | Should -Be 1
    }

    It 'need a calibration that covers them' {
        $calibration = [DeepWonder3D.Views.ViewCalibration]::new(
            [DeepWonder3D.Views.ViewPair[]]@([DeepWonder3D.Views.ViewPair]::new(1, 2, 0.1, 0, 0.1, 0)), 1)
        $recording.TruthByView | Merge-View -Calibration $calibration -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'ViewPairMissing,*'
    }

    It 'come back from <format> as they were' -ForEach @(@{ format = 'json' }, @{ format = 'mat' }, @{ format = 'csv' }) {
        $set = $recording.TruthByView[0]
        Export-Neuron -InputObject $set -Path "$TestDrive/set.$format"
        $back = Import-Neuron "$TestDrive/set.$format"
        $back.Count | Should -Be $set.Count
        $back.Neurons[0].AreaPx | Should -Be $set.Neurons[0].AreaPx
        $back.Neurons[0].Trace[3] | Should -Be $set.Neurons[0].Trace[3]
    }

    It 'show no samples as JSON, CSV and XML' {
        $neurons = $recording.TruthByView[0].Neurons
        $json = $neurons | ConvertTo-Json -Depth 4
        $json.Length / $neurons.Count | Should -BeLessThan 1KB
        ($json | ConvertFrom-Json).Trace.Length | Should -Be @($neurons.Trace.Length)
        $neurons | Export-Csv "$TestDrive/neurons.csv"
        (Import-Csv "$TestDrive/neurons.csv").Trace | Should -Be @($neurons | ForEach-Object { "$($_.Trace)" })
        $neurons | Export-Clixml "$TestDrive/neurons.xml"
        (Import-Clixml "$TestDrive/neurons.xml").Footprint | Should -Be @($neurons | ForEach-Object { "$($_.Footprint)" })

        # A sample would be a single in a list of its own; a neuron's properties alone are some two kilobytes of XML.
        Get-Content "$TestDrive/neurons.xml" -Raw | Should -Not -Match '<Sg>'
        (Get-Item "$TestDrive/neurons.xml").Length / $neurons.Count | Should -BeLessThan 3KB
    }

    It 'are sorted, grouped and measured by what they are' {
        $neurons = $recording.TruthByView.Neurons
        ($neurons | Sort-Object Snr -Descending -Top 1).Snr | Should -Be ($neurons | Measure-Object Snr -Maximum).Maximum
        $recording.TruthByView | Group-Object ViewId | Should -HaveCount $recording.TruthByView.Count
    }
}

Describe 'Traces of known neurons' {
    It 'are measured in every view and fused' {
        $population = $recording.Views | Measure-Trace -Neuron $recording.Truth -Calibration $recording.Calibration
        $population.Count | Should -Be $recording.Truth.Count
        $population.FrameCount | Should -Be 80
    }
}

Describe 'Calibrations' {
    It 'come back from <_> as they were' -ForEach 'json', 'mat' {
        Export-ViewCalibration -InputObject $recording.Calibration -Path "$TestDrive/calibration.$_"
        $back = Import-ViewCalibration "$TestDrive/calibration.$_"
        $back.Views.Count | Should -Be $recording.Calibration.Views.Count
        $back.Between(113, $back.Views[0]).RowSlope | Should -Be $recording.Calibration.Between(113, $back.Views[0]).RowSlope
    }
}

Describe 'Pictures' {
    It 'are written as PNG' {
        Export-Figure -InputObject $recording.TruthByView[0] -Volume $recording.Clean[0] -Path "$TestDrive/picture.png"
        [System.IO.File]::ReadAllBytes("$TestDrive/picture.png")[1..3] | Should -Be 80, 78, 71
    }
}
