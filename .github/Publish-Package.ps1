# Publishes a package that was built and tested, as it is: the folder in the zip that -t:PackModule wrote. For pwsh 7.6.
# Run here against a repository that is a folder; publishing to the Gallery itself was not.
param(
    [Parameter(Mandatory)] [string] $Package,       # DeepWonder3D-<version>.zip
    [string] $Repository = 'PSGallery',
    [string] $Tag                                   # v<version>, where a tag is what started this
)

$ErrorActionPreference = 'Stop'
$folder = Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid())
try {
    Expand-Archive $Package $folder
    $module = (Get-ChildItem "$folder/DeepWonder3D" -Directory).FullName
    $manifest = Test-ModuleManifest "$module/DeepWonder3D.psd1"
    if (-not $manifest.ProjectUri) {
        throw 'The manifest does not say where the project is. Pack it with that address: dotnet build src/Cmdlets -c Release -t:PackModule -p:ProjectUri=https://...'
    }

    if ($Tag -and $Tag -ne "v$($manifest.Version)") { throw "The tag is $Tag, and the package is of version $($manifest.Version)." }
    $key = $env:POWERSHELL_GALLERY_KEY ? @{ ApiKey = $env:POWERSHELL_GALLERY_KEY } : @{}
    Publish-PSResource -Path $module -Repository $Repository @key
    "Published $($manifest.Name) $($manifest.Version) in $Repository."
}
finally {
    Remove-Item $folder -Recurse -Force -ErrorAction Ignore
}
