using System.Management.Automation;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using DeepWonder3D.Cmdlets;
using DeepWonder3D.Errors;
using DeepWonder3D.Evaluation;
using DeepWonder3D.Figures;
using DeepWonder3D.Formats;
using DeepWonder3D.Runs;
using Xunit;

namespace DeepWonder3D.Tests;

/// <summary>
/// Which part of the product may know which: floors are assemblies, and inside the engine rooms stand on those below them.
/// </summary>
public sealed class HouseTests
{
    /// <summary>Core's rooms, lowest first: each knows those before it. What is in no room (the pipeline) knows all.</summary>
    private static readonly string[] s_rooms =
        ["Errors", "Files", "Work", "Volumes", "Tiles", "Models", "Inference", "Defects", "Motion", "Activity", "Stages", "Neurons",
            "Traces", "Views"];

    private static readonly Assembly s_core = typeof(DeepWonderException).Assembly;

    [Fact]
    public void Each_floor_knows_only_those_below_it()
    {
        Assembly[] floors =
        [
            s_core, typeof(VolumeFormat).Assembly, typeof(NeuronComparison).Assembly, typeof(Figure).Assembly,
            typeof(ExtractionStage).Assembly, typeof(DeepWonderCmdlet).Assembly,
        ];
        Assert.Equal(["Core", "Formats", "Lab", "Figures", "Runs", "PowerShell"], floors.Select(f => ShortName(f.GetName())));
        for (int i = 0; i < floors.Length; i++)
        {
            string[] known = [.. floors[i].GetReferencedAssemblies().Select(ShortName).OfType<string>()];

            // Lab and Figures stand side by side.
            string[] below = [.. floors[..i].Select(f => ShortName(f.GetName())!).Where(f => i != 3 || f != "Lab")];
            Assert.Empty(known.Except(below));
        }
    }

    [Fact]
    public void The_engine_knows_neither_PowerShell_nor_a_file_format()
    {
        string[] strangers = ["System.Management.Automation", "BitMiracle.LibTiff.NET", "SkiaSharp"];
        Assert.Empty(s_core.GetReferencedAssemblies().Select(a => a.Name).Intersect(strangers));
    }

    [Fact]
    public void Rooms_of_the_engine_know_only_those_below_them()
    {
        string root = Path.Combine(SharedMaterial.Root, "src", "Core");
        Assert.Empty(Directory.GetDirectories(root).Select(Path.GetFileName).Except([.. s_rooms, "bin", "obj"]));
        ILookup<string, string> typesOf = s_core.GetTypes()
            .Where(t => !t.IsNested && t.Namespace?.StartsWith("DeepWonder3D.", StringComparison.Ordinal) == true)
            .ToLookup(t => t.Namespace!.Split('.')[1], t => t.Name.Split('`')[0]);
        List<string> wrong = [];
        for (int i = 0; i < s_rooms.Length; i++)
        {
            foreach (string file in Directory.EnumerateFiles(Path.Combine(root, s_rooms[i]), "*.cs", SearchOption.AllDirectories))
            {
                string code = File.ReadAllText(file);
                foreach (string above in s_rooms[(i + 1)..])
                {
                    // "using DeepWonder3D.Views", "DeepWonder3D.Views.Placement", and "Views.Placement", which a namespace beside it may be
                    // called by.
                    string types = string.Join('|', typesOf[above].Select(Regex.Escape));
                    if (Regex.IsMatch(code, $@"DeepWonder3D\.{above}\b|(?<![\w.]){above}\.(?:\w+\.)?(?:{types})\b"))
                    {
                        wrong.Add($"{Path.GetRelativePath(root, file)} knows {above}");
                    }
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_engine_does_not_know_the_names_of_cmdlets()
    {
        string[] cmdlets = [.. typeof(DeepWonderCmdlet).Assembly.GetTypes()
            .Select(t => t.GetCustomAttribute<CmdletAttribute>())
            .OfType<CmdletAttribute>()
            .Select(c => $"{c.VerbName}-{c.NounName}")];
        Assert.NotEmpty(cmdlets);
        Assert.DoesNotContain(LiteralsOf(s_core), text => cmdlets.Any(text.Contains));
    }

    private static string? ShortName(AssemblyName name) =>
        name.Name!.StartsWith("DeepWonder3D.", StringComparison.Ordinal) ? name.Name["DeepWonder3D.".Length..] : null;

    private static List<string> LiteralsOf(Assembly assembly)
    {
        using PEReader file = new(File.OpenRead(assembly.Location));
        MetadataReader metadata = file.GetMetadataReader();
        List<string> literals = [];
        for (UserStringHandle handle = metadata.GetNextHandle(default(UserStringHandle)); !handle.IsNil; handle = metadata.GetNextHandle(
            handle))
        {
            literals.Add(metadata.GetUserString(handle));
        }

        return literals;
    }
}
