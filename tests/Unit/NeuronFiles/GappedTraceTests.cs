using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;
using Xunit;

namespace DeepWonder3D.Tests.NeuronFiles;

/// <summary>Frames without data have no value in a trace, and none in a file of it: the same frames, and nothing else changes.</summary>
public sealed class GappedTraceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<NeuronFileFormat, string, int[]> Cases()
    {
        TheoryData<NeuronFileFormat, string, int[]> cases = [];
        foreach ((NeuronFileFormat format, string file) in new[]
        {
            (NeuronFileFormat.Mat, "x.mat"), (NeuronFileFormat.Mat73, "y.mat"), (NeuronFileFormat.Json, "x.json"),
            (NeuronFileFormat.Csv, "x.csv"), (NeuronFileFormat.Npz, "x.npz"), (NeuronFileFormat.Nwb, "x.nwb"),
            (NeuronFileFormat.Suite2p, "suite2p"),
        })
        {
            // In the middle, at either end, and hardly anything left.
            cases.Add(format, file, [2]);
            cases.Add(format, file, [0, 3, 4]);
            cases.Add(format, file, [0, 1, 2, 4]);
        }

        return cases;
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gaps_come_back_where_they_were(NeuronFileFormat format, string file, int[] gaps)
    {
        string path = _folder.File(file);
        NeuronSet set = Gapped(NeuronSamples.FullSet(), gaps);
        NeuronFile.Write(set, path, format, false, TestContext.Current.CancellationToken);
        NeuronSet read = (NeuronSet)NeuronFile.Read(path, NeuronFileFormat.Auto, NeuronImportOptions.None);
        Assert.Equal(set.Neurons.Count, read.Neurons.Count);
        foreach ((Neuron one, Neuron other) in set.Neurons.Zip(read.Neurons))
        {
            Assert.Equal(one.Trace.ToArray(), other.Trace.ToArray());
            Assert.Equal(one.Footprint.Pixels.ToArray(), other.Footprint.Pixels.ToArray());

            // suite2p knows no baseline and takes what has no events for 0.
            Trace?[] mine = format == NeuronFileFormat.Suite2p ? [] : [one.Baseline, one.DeltaFOverF, one.Denoised, one.Events];
            Trace?[] theirs = format == NeuronFileFormat.Suite2p ? [] : [other.Baseline, other.DeltaFOverF, other.Denoised, other.Events];
            Assert.Equal(mine.Select(t => t?.ToArray()), theirs.Select(t => t?.ToArray()));
        }
    }

    [Theory]
    [InlineData("mat")]
    [InlineData("json")]
    [InlineData("csv")]
    [InlineData("npz")]
    public void So_they_do_in_everything_else_of_a_set_and_of_neurons_in_space(string extension)
    {
        NeuronSet set = Gapped(NeuronSamples.FullSet(), [1, 4]);
        NeuronFile.Write(set, _folder.File("s." + extension), NeuronFileFormat.Auto, false, TestContext.Current.CancellationToken);
        SameNeurons.Check(set, NeuronFile.Read(_folder.File("s." + extension), NeuronFileFormat.Auto, NeuronImportOptions.None));

        NeuronPopulation population = NeuronSamples.FullPopulation();
        population = population with
        {
            Neurons = [.. population.Neurons.Select(n => n with
            {
                Trace = With(n.Trace, [1, 4])!,
                DeltaFOverF = With(n.DeltaFOverF, [1, 4]),
                Events = With(n.Events, [1, 4]),
                Detections = [.. n.Detections.Select(d => d with { Trace = With(d.Trace, [1, 4]) })],
            })],
        };
        string path = _folder.File("p." + extension);
        NeuronFile.Write(population, path, NeuronFileFormat.Auto, false, TestContext.Current.CancellationToken);
        SameNeurons.Check(population, NeuronFile.Read(path, NeuronFileFormat.Auto, NeuronImportOptions.None));
    }

    private static NeuronSet Gapped(NeuronSet set, int[] gaps) => set with
    {
        Neurons = [.. set.Neurons.Select(n => n with
        {
            Trace = With(n.Trace, gaps)!,
            DeltaFOverF = With(n.DeltaFOverF, gaps),
            Denoised = With(n.Denoised, gaps),
            Events = With(n.Events, gaps),
        })],
    };

    private static Trace? With(Trace? trace, int[] gaps)
    {
        if (trace is null)
        {
            return null;
        }

        float[] samples = trace.ToArray();
        Array.ForEach(gaps, t => samples[t] = float.NaN);
        return new Trace(samples);
    }
}
