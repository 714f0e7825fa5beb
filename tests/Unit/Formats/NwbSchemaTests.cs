using System.Diagnostics;
using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Tests.Formats.Tiff;
using DeepWonder3D.Tests.NeuronFiles;

namespace DeepWonder3D.Tests.Formats;

/// <summary>
/// Every kind of NWB file that is written holds what the schema demands of its types, nothing that they do not know, and opens in HDF5's
/// own tool.
/// </summary>
public sealed class NwbSchemaTests(ITestOutputHelper output) : FolderTests
{
    [Fact]
    public void Written_files_follow_the_schema_and_the_loss_of_any_part_would_be_noticed()
    {
        WriteAll();
        string said = IndependentJudge.Scripts("Formats/Judges", Folder.Root, "nwb_rules.py");
        output.WriteLine(said);
        Assert.Contains("13 files follow the schema", said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tool_of_HDF5_itself_opens_them()
    {
        WriteAll();
        foreach (string file in Directory.GetFiles(Folder.Root, "*.nwb"))
        {
            (int code, string said) = Dump(file);
            Assert.True(code == 0, $"{file}: {said}");
            Assert.Contains("ATTRIBUTE \"neurodata_type\"", said, StringComparison.Ordinal);
        }
    }

    private static (int Code, string Said) Dump(string file)
    {
        try
        {
            using Process dump = Process.Start(
                new ProcessStartInfo("h5dump", [file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> errors = dump.StandardError.ReadToEndAsync();
            string text = dump.StandardOutput.ReadToEnd();
            dump.WaitForExit();
            return (dump.ExitCode, text + errors.GetAwaiter().GetResult());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("h5dump is not installed.");
            throw;
        }
    }

    private void WriteAll()
    {
        byte[][] planes = [.. Enumerable.Range(0, 6).Select(i => TestTiff.Plane(SampleType.UInt16, 8, 6, i))];
        string source = Folder.Write("source.tif", new TestTiff { Type = SampleType.UInt16, Rows = 8, Columns = 6 }.Build(planes));
        WriteMovie(source, "movie-plane", 1, 0.65, null, VolumeCompression.None);
        WriteMovie(source, "movie-planes", 3, 0.65, 2.5, VolumeCompression.Deflate);
        WriteMovie(source, "movie-unknown-scale", 1, null, null, VolumeCompression.None);
        WriteMovie(source, "movie-unknown-step", 2, 0.65, null, VolumeCompression.None);
        WriteMovie(source, "movie-uneven-times", 1, 0.65, null, VolumeCompression.None, [0, 0.1, 0.2, 3, 3.1, 3.2]);
        WriteNeurons("set", NeuronSamples.Set());
        WriteNeurons("set-full", NeuronSamples.FullSet());
        WriteNeurons("population-full", NeuronSamples.FullPopulation());
        WriteNeurons("set-unknown", NeuronSamples.UnknownSet());
        WriteNeurons("set-empty", NeuronSamples.Set() with { Neurons = [] });
        WriteNeurons("population", NeuronSamples.Population());
        WriteNeurons("population-unknown", NeuronSamples.UnknownPopulation());
        WriteNeurons("population-without-history", NeuronSamples.Population() with { History = [] });
    }

    private void WriteMovie(
        string source, string name, int planes, double? pixel, double? step, VolumeCompression compression, double[]? times = null)
    {
        Volume opened = VolumeReader.Open(source, VolumeReadOptions.Default, TestContext.Current.CancellationToken);
        using Volume volume = new(
            opened.Info with
            {
                FrameCount = 6 / planes,
                PlaneCount = planes,
                FrameRate = 7,
                FrameTimes = times,
                PixelSizeUm = pixel,
                PlaneStepUm = step,
            },
            opened.Store);
        VolumeWriter.Write(
            volume,
            Folder.File(name + ".nwb"),
            new VolumeWriteOptions { Compression = compression },
            SilentObserver.Instance,
            TestContext.Current.CancellationToken);
    }

    private void WriteNeurons(string name, object neurons) =>
        NeuronFile.Write(neurons, Folder.File(name + ".nwb"), NeuronFileFormat.Auto, false, TestContext.Current.CancellationToken);
}
