using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using DeepWonder3D.Cmdlets;
using DeepWonder3D.Tests.Formats.Axes;
using DeepWonder3D.Volumes;
using Xunit;

namespace DeepWonder3D.Tests.PowerShell;

/// <summary>Planes, channels, positions and numbers as they are typed.</summary>
public sealed class ImportPartsTests(ModuleFixture module) : FolderTests, IClassFixture<ModuleFixture>
{
    [Fact]
    public void Planes_and_channels_are_stated_by_parameters()
    {
        string path = Folder.Write("a.tif", NumberedPages.TiffOf([0, 1, 2, 3, 4, 5, 16, 17, 14, 15, 12, 13, 20]));
        InvocationResult result = module.Invoke(
            "Import-Volume $args[0] -PlaneCount 3 -ChannelCount 2 -Channel 1 -PlaneOrder Bidi -FlybackPlane -1", path);
        using Volume volume = Assert.Single(result.OutputOf<Volume>());
        Assert.Equal([[1, 3], [13, 15]], NumberedPages.Read(volume));
        Assert.Contains("not whole", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Wildcards_of_Position_give_each_as_a_volume()
    {
        string path = SharedMaterial.Path("cases/ome_two_positions.ome.tif");
        InvocationResult result = module.Invoke("Import-Volume $args[0] -Position *", path);
        Assert.Equal(["ome_two_positions_Pos0", "ome_two_positions_Pos1"], result.OutputOf<Volume>().Select(v => v.Name));
        result.OutputOf<Volume>().ToList().ForEach(v => v.Dispose());
        InvocationResult one = module.Invoke("(Import-Volume $args[0] -Position *1).Name", path);
        Assert.Equal("ome_two_positions_Pos1", Assert.Single(one.OutputOf<string>()));
        ErrorRecord refused = Assert.Single(module.Invoke("Import-Volume $args[0]", path).Errors);
        Assert.StartsWith("AxesMismatch,", refused.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stopped_acquisition_is_warned_of()
    {
        InvocationResult result = module.Invoke("Import-Volume $args[0]", SharedMaterial.Path("cases/last_frame_cut.tif"));
        using Volume volume = Assert.Single(result.OutputOf<Volume>());
        Assert.Equal(39, volume.FrameCount);
        Assert.Contains("not whole", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Import-Volume $args[0] -FrameRate '7,5'", "7.5")]
    [InlineData("Import-Volume $args[0] -FrameRate 7,5", "7.5")]
    [InlineData("Import-Volume $args[0] -PixelSizeUm '1.234,5'", "1234.5")]
    [InlineData("Import-Volume $args[0] -FrameCount '1,000'", "1.000")]
    [InlineData("Import-Volume $args[0] -FrameRate $args[1]", "7.5")]
    [InlineData("Resize-Volume $null -FrameRate '7,5'", "7.5")]
    [InlineData("Invoke-NeuronExtraction $args[0] -OutputPath x -FrameRate '7,5'", "7.5")]
    [InlineData("Invoke-NeuronExtraction $args[0] -OutputPath x -MinSnr '4,5'", "4.5")]
    [InlineData("Merge-View -DepthRangeUm '-10,5', 20", "-10.5")]
    [InlineData("New-SimulatedRecording -FrameRate '7,5'", "7.5")]
    public void A_decimal_comma_is_refused_in_words(string script, string meant)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        foreach (string culture in new[] { "de-DE", "en-US", "fr-FR" })
        {
            try
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                string path = Folder.Write("a.tif", NumberedPages.TiffOf([0, 1]));
                ErrorRecord refused = Assert.Single(module.Invoke(script, path, "7,5").Errors);
                Assert.IsAssignableFrom<ParameterBindingException>(refused.Exception);
                Assert.Contains(
                    $"with a point, whatever the language of the computer: {meant}.",
                    refused.Exception.Message + ".",
                    StringComparison.Ordinal);
            }
            finally
            {
                CultureInfo.CurrentCulture = before;
            }
        }
    }

    [Fact]
    public void Numbers_with_a_point_are_taken_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            string path = Folder.Write("a.tif", NumberedPages.TiffOf([0, 1]));
            foreach (string number in new[] { "7.5", "'7.5'", "(15 / 2)", "7.5d" })
            {
                InvocationResult result = module.Invoke($"(Import-Volume $args[0] -FrameRate {number}).FrameRate", path);
                Assert.Equal(7.5, Assert.Single(result.OutputOf<double>()));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Every_number_of_every_cmdlet_is_checked()
    {
        Type[] numbers =
            [typeof(double), typeof(float), typeof(int), typeof(long), typeof(uint), typeof(ulong), typeof(short), typeof(decimal)];
        bool IsNumber(Type type) => numbers.Contains(Nullable.GetUnderlyingType(type) ?? type.GetElementType() ?? type);
        PropertyInfo[] parameters =
        [
            .. typeof(DeepWonderCmdlet).Assembly.GetTypes()
                .Where(typeof(Cmdlet).IsAssignableFrom)
                .SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
                .Where(p => p.IsDefined(typeof(ParameterAttribute)) && IsNumber(p.PropertyType)),
        ];
        Assert.InRange(parameters.Length, 80, 1000);
        string[] unchecked_ =
        [
            .. parameters
                .Where(p => p.GetCustomAttribute<NumberAttribute>() is not { } number || number.IsList != p.PropertyType.IsArray)
                .Select(p => $"{p.DeclaringType!.Name}.{p.Name}"),
        ];
        Assert.True(unchecked_.Length == 0, $"Put [Number] on {string.Join(", ", unchecked_)}; [Number(IsList = true)] on lists.");
    }
}
