using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using DeepWonder3D.Errors;
using DeepWonder3D.Formats.Mat;
using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Formats.Npy;
using Xunit;

namespace DeepWonder3D.Tests.NeuronFiles;

public sealed class BadNeuronFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "JSON tokens")]
    [InlineData("null", "neither")]
    [InlineData("{", "end")]
    [InlineData("{}", "neither 'neurons' nor 'regions'")]
    [InlineData("""{"format":"deepwonder3d-neurons","version":2,"neurons":[]}""", "version 2")]
    [InlineData("""{"format":"deepwonder3d-neurons","version":1,"kind":"sky","neurons":[]}""", "sky")]
    [InlineData("""[{"coordinates":[[1]]}]""", "1 coordinates")]
    [InlineData("""[{"coordinates":[[1,2.5]]}]""", "2.5")]
    [InlineData("""[{"coordinates":[[1,-2]]}]""", "row 1, column -2")]
    [InlineData("""[{"coordinates":[[2147483647,2147483647]]}]""", "× 2147483647")]
    [InlineData("""[{"coordinates":[]}]""", "no pixels")]
    [InlineData("""[{"id":3,"coordinates":[[1,1]]},{"id":3,"coordinates":[[2,2]]}]""", "given twice")]
    [InlineData("""[{"id":0,"coordinates":[[1,1]]}]""", "not positive")]
    [InlineData("""[{"coordinates":[[1,1]],"trace":[1,2]},{"coordinates":[[1,1]],"trace":[1]}]""", "1 frames where 2")]
    [InlineData("""[{"coordinates":[[1,1]],"trace":[1e999]}]""", "too large")]
    [InlineData("""{"frameRate":-1,"regions":[{"coordinates":[[1,1]]}]}""", "frame rate is -1")]
    [InlineData("""{"kind":"space","neurons":[{"row":1,"column":null,"zUm":3}]}""", "column NaN")]
    [InlineData("""[[[1,2],[1,3]]]""", "At $[0] stands another kind of value")]
    [InlineData("""[null]""", "Neuron 1 is not an object")]
    [InlineData("""[{"coordinates":[[1,1]]}] more""", "after a single JSON value")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "")]
    public void Bad_JSON_is_refused_in_words(string json, string why) => CheckRefused("x.json", json, why);

    [Theory]
    [InlineData("", "empty")]
    [InlineData("Id;Row;Column\n1;2;3\n", "commas")]
    [InlineData("Id,Row,Column\n1,2,3\n", "x.footprints.csv")]
    [InlineData("Id,Row,Column,ZUm\n1,2,3\n", "3 fields where 4")]
    [InlineData("Id,Row,Column,ZUm\n1,2,east,3\n", "'east'")]
    [InlineData("Id,Row,Column,ZUm\n1.5,2,3,3\n", "1.5")]
    [InlineData("Id,Row,Column,ZUm\n1,2,3,3\n1,2,3,3\n", "given twice")]
    [InlineData("Id,Row,Column,ZUm\n1,2,3,\n", "depth NaN")]
    [InlineData("Id,Row,\"Column,ZUm\n1,2,3,\n", "never closed")]
    public void A_bad_table_is_refused_in_words(string csv, string why) => CheckRefused("x.csv", csv, why);

    [Theory]
    [InlineData("x.footprints.csv", null, "missing")]
    [InlineData("x.traces.csv", null, "missing")]
    [InlineData("x.traces.csv", "Frame,Neuron1,Neuron2\n", "no column for neuron 7")]
    [InlineData("x.traces.csv", "Frame,Neuron1,Neuron2,Neuron7,Neuron8\n", "'Neuron8'")]
    [InlineData("x.traces.csv", "Frame,Neuron1,Neuron2,Neuron7\n0,1,2,3\n", "1 frames where 5")]
    [InlineData("x.traces.csv", "Frame,Neuron1,Neuron2,Neuron7\n0,1,2,\"x\"\n", "'x'")]
    [InlineData("x.footprints.csv", "Id,Row,Column\n9,1,1\n", "neuron 9")]
    [InlineData("x.footprints.csv", "Id,Row\n1,1\n", "no column 'Column'")]
    [InlineData("x.footprints.csv", "Id,Row,Column\n1,1,1\n2,1,1\n7,12,0\n", "row 12")]
    [InlineData("x.info.json", """{"format":"deepwonder3d-neurons","version":1,"kind":"space"}""", "do not fit")]
    public void Bad_tables_beside_a_table_are_refused_in_words(string file, string? content, string why)
    {
        Write("x.csv");
        if (content is null)
        {
            File.Delete(_folder.File(file));
        }
        else
        {
            File.WriteAllText(_folder.File(file), content);
        }

        DeepWonderException refused = Assert.Throws<DeepWonderException>(() => Read("x.csv"));

        Assert.Equal(ErrorId.NeuronFileInvalid, refused.Id);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MATLAB_variables_of_the_wrong_shape_are_refused_in_words()
    {
        MatNumeric two = MatNumeric.Row([1.0, 2]);
        MatNumeric three = MatNumeric.Row([1.0, 2, 3]);
        CheckMat("none of the variables", ("other", two));
        CheckMat("1×2 double", ("spatial_3D", two));
        CheckMat("1×1 char", ("spatial_3D", new MatText("x")));
        CheckMat("3×1 double where 1×n", ("spatial_3D", three), ("all_single_neuron_trace", new MatNumeric([3, 1], new double[3])));
        CheckMat("depth NaN", ("coords", new MatNumeric([1, 3], new[] { 1, 2, double.NaN })));
        CheckMat("1×3 double and not a cell", ("final_mask_list", three));
        CheckMat("cell 1", ("final_mask_list", new MatCell([1, 1], [two])));
        CheckMat("'position' is missing", ("final_mask_list", new MatCell([1, 1], [MatStruct.Of(("trace", two))])));
        MatNumeric nowhere = new([0, 2], Array.Empty<long>());
        CheckMat("no pixels", ("final_mask_list", new MatCell([1, 1], [MatStruct.Of(("position", nowhere))])));
        CheckMat("history", ("spatial_3D", three), ("history", new MatText("{}")));
    }

    [Theory]
    [InlineData("x.mat")]
    [InlineData("x.json")]
    [InlineData("x.csv")]
    public void Damage_anywhere_gives_an_error_of_ours_or_other_values_and_soon(string file)
    {
        Write(file);
        byte[] sound = File.ReadAllBytes(_folder.File(file));
        Random random = new(7);
        Stopwatch watch = Stopwatch.StartNew();
        int refused = 0;

        for (int i = 0; i < 200; i++)
        {
            byte[] damaged = i % 4 == 0 ? sound[..random.Next(sound.Length)] : [.. sound];
            for (int flips = 3; flips > 0 && i % 4 != 0; flips--)
            {
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            }

            File.WriteAllBytes(_folder.File(file), damaged);
            try
            {
                Read(file);
            }
            catch (DeepWonderException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 50, 200);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }

    [Theory]
    [InlineData("head.npy", "head")]
    [InlineData("id.npy", "without 'id.npy'")]
    [InlineData("row.npy", "'row' has 2 values where 3")]
    public void An_archive_whose_arrays_are_others_is_refused_in_words(string member, string why)
    {
        Write("x.npz");
        using (ZipArchive zip = ZipFile.Open(_folder.File("x.npz"), ZipArchiveMode.Update))
        {
            zip.GetEntry(member)!.Delete();
            if (member != "id.npy")
            {
                using Stream stream = zip.CreateEntry(member).Open();
                NpyWriter.Write(stream, new float[2], 2);
            }
        }

        DeepWonderException refused = Assert.Throws<DeepWonderException>(() => Read("x.npz"));

        Assert.Equal(ErrorId.NeuronFileInvalid, refused.Id);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_said_to_be_missing() =>
        Assert.Equal(ErrorId.FileNotFound, Assert.Throws<DeepWonderException>(() => Read("absent.json")).Id);

    private void CheckMat(string why, params (string Name, MatArray Array)[] variables)
    {
        using (FileStream stream = File.Create(_folder.File("x.mat")))
        {
            MatWriter.Write(stream, variables, compress: false, TestContext.Current.CancellationToken);
        }

        DeepWonderException refused = Assert.Throws<DeepWonderException>(() => Read("x.mat"));
        Assert.Equal(ErrorId.NeuronFileInvalid, refused.Id);
        Assert.Contains(why, refused.Message, StringComparison.OrdinalIgnoreCase);
    }

    private void CheckRefused(string file, string content, string why)
    {
        File.WriteAllBytes(_folder.File(file), Encoding.UTF8.GetBytes(content));
        DeepWonderException refused = Assert.Throws<DeepWonderException>(() => Read(file));
        Assert.Equal(ErrorId.NeuronFileInvalid, refused.Id);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    private void Write(string file) =>
        NeuronFile.Write(NeuronSamples.Set(), _folder.File(file), NeuronFileFormat.Auto, false, TestContext.Current.CancellationToken);

    private object Read(string file) => NeuronFile.Read(_folder.File(file), NeuronFileFormat.Auto, NeuronImportOptions.None);
}
