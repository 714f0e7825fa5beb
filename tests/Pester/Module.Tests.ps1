BeforeAll {
    . "$PSScriptRoot/StagedModule.ps1"
    $folder = [System.IO.Path]::GetDirectoryName($manifest)
}

Describe 'Importing the module' {
    It 'writes nothing' {
        Invoke-InNewProcess "Import-Module '$manifest' -Verbose:`$false *>&1" | Should -BeNullOrEmpty
    }

    It 'loads no native library and none of the dependencies' {
        $loaded = Invoke-InNewProcess @"
            Import-Module '$manifest'
            [System.Diagnostics.Process]::GetCurrentProcess().Modules | ForEach-Object FileName
            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { -not `$_.IsDynamic } | ForEach-Object Location
"@
        $loaded -match 'DeepWonder3D\.PowerShell\.dll$' | Should -Not -BeNullOrEmpty
        $loaded -match 'onnxruntime' | Should -BeNullOrEmpty
        @($loaded | Where-Object { [System.IO.Path]::GetFullPath($_).StartsWith([System.IO.Path]::Combine($folder, 'dependencies')) }) | Should -BeNullOrEmpty
    }

    It 'shows its types' {
        [DeepWonder3D.Volumes.Volume] | Should -Not -BeNullOrEmpty
        [DeepWonder3D.Neurons.NeuronSet].Assembly.Location | Should -BeLike '*DeepWonder3D.Core.dll'
    }

    It 'keeps third-party assemblies in a context of its own' {
        $contexts = Invoke-InNewProcess @"
            Import-Module '$manifest'
            `$null = [DeepWonder3D.Neurons.Trace]::new([float[]](1, 2, 3)).Maximum
            `$tensors = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -eq 'System.Numerics.Tensors' }
            [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext(`$tensors).Name
            `$tensors.Location
"@
        $contexts[0] | Should -Be 'DeepWonder3D'
        [System.IO.Path]::GetFullPath($contexts[1]) | Should -Be ([System.IO.Path]::Combine($folder, 'dependencies', 'System.Numerics.Tensors.dll'))
    }

    It 'works again after a removal' {
        Remove-Module DeepWonder3D
        Get-Module DeepWonder3D | Should -BeNullOrEmpty
        Import-Module $manifest -Global
        (Get-Module DeepWonder3D).Name | Should -Be 'DeepWonder3D'
        [DeepWonder3D.Neurons.Trace]::new([float[]](1, 5)).Maximum | Should -Be 5
    }

    It 'works again with -Force' {
        Import-Module $manifest -Force -Global
        Import-Module $manifest -Force -Global
        @(Get-Module DeepWonder3D) | Should -HaveCount 1
        [DeepWonder3D.Neurons.Trace]::new([float[]](1, 5)).Minimum | Should -Be 1
    }

    It 'works in parallel runspaces, which come and go' {
        $maxima = 1..4 | ForEach-Object -ThrottleLimit 2 -Parallel {
            Import-Module $using:manifest
            [DeepWonder3D.Neurons.Trace]::new([float[]](0, $_)).Maximum
            Remove-Module DeepWonder3D
        }
        $maxima | Sort-Object | Should -Be 1, 2, 3, 4
        [DeepWonder3D.Neurons.Trace]::new([float[]](1, 5)).Mean | Should -Be 3
    }
}

Describe 'The manifest' {
    BeforeAll {
        $stated = Test-ModuleManifest $manifest
        $exported = @((Get-Module DeepWonder3D).ExportedCommands.Keys)
    }

    It 'refuses hosts older than PowerShell 7.6' {
        $stated.PowerShellVersion | Should -BeGreaterOrEqual ([version]'7.6')
        $stated.CompatiblePSEditions | Should -Be 'Core'
    }

    It 'lists the commands that the module exports, and no wildcard' {
        [System.IO.File]::ReadAllText($manifest) | Should -Not -Match 'ToExport\s*=.*\*'
        $exported | Sort-Object | Should -Be @($stated.ExportedCmdlets.Keys | Sort-Object)
    }

    It 'exports approved verbs, and not Get-Volume, which belongs to Windows' {
        $approved = [System.Management.Automation.VerbsCommon].Assembly.GetExportedTypes() |
            Where-Object { $_.Name -like 'Verbs*' } | ForEach-Object { $_.GetFields() } | ForEach-Object Name
        foreach ($name in $exported) { ($name -split '-')[0] | Should -BeIn $approved }
        $exported | Should -Not -Contain 'Get-Volume'
    }

    It 'says what the Gallery shows' {
        $stated.Description | Should -Not -BeNullOrEmpty
        $stated.ReleaseNotes | Should -Not -BeNullOrEmpty
        $stated.LicenseUri.Scheme | Should -Be 'https'
        foreach ($tag in 'PSEdition_Core', 'Windows', 'Linux') { $stated.Tags | Should -Contain $tag }
    }
}

Describe 'The staged folder' {
    It 'holds nothing that PowerShell brings itself' {
        "$folder/System.Management.Automation.dll" | Should -Not -Exist
        "$folder/dependencies/System.Management.Automation.dll" | Should -Not -Exist
    }

    It 'holds the native library of this platform' {
        $name = $IsWindows ? 'onnxruntime.dll' : $IsMacOS ? 'libonnxruntime.dylib' : 'libonnxruntime.so'
        "$folder/dependencies/$([DeepWonder3D.Inference.NativePlatform]::Name)/$name" | Should -Exist
    }
}
