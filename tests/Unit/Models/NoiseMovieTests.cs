namespace DeepWonder3D.Tests.Models;

public class NoiseMovieTests
{
    private static readonly string s_folder = Path.Combine(SharedMaterial.Root, "module", "models");
    private static readonly ModelCatalog s_catalog = new([s_folder]);

    /// <summary>
    /// The networks see neurons in noise, and show them without any: what is there is told by the recording. Twelve movies, Poisson of 3 to
    /// 1,000 photons a sample.
    /// </summary>
    [Fact]
    public void Movies_of_pure_noise_give_no_neuron()
    {
        int seen = 0;
        for (int seed = 0; seed < 12; seed++)
        {
            using Volume noise = Poisson(seed, new[] { 3, 30, 300, 1000 }[seed % 4]);
            CancellationToken token = TestContext.Current.CancellationToken;
            using Volume denoised = Denoising.Run(noise, Options(ModelStage.Denoise), SilentObserver.Instance, token);
            using Volume free = BackgroundRemoval.Run(denoised, Options(ModelStage.RemoveBackground), SilentObserver.Instance, token);
            NeuronFindingOptions finding = new() { Network = Options(ModelStage.Segment) };
            seen += NeuronFinding.Run(
                free, finding with { MinProbability = 0 }, new TraceOptions { MinSnr = 0 }, SilentObserver.Instance, token).Count;
            Assert.Empty(NeuronFinding.Run(free, finding, null, SilentObserver.Instance, token).Neurons);
        }

        Assert.True(seen > 0, "The networks saw nothing that could have been left out.");
    }

    private static NetworkOptions Options(ModelStage stage) =>
        new() { Model = s_catalog.Resolve(null, stage, 2).Path, Device = DeviceRequest.Parse("Cpu") };

    private static Volume Poisson(int seed, int mean)
    {
        Random random = new(seed);
        return TestVolumes.Create(120, 112, 112, (_, _, _) => Draw(random, mean), SampleType.UInt16);
    }

    private static float Draw(Random random, int mean)
    {
        if (mean > 50)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            return (float)Math.Round(mean + (Math.Sqrt(mean) * normal));
        }

        double limit = Math.Exp(-mean);
        int count = 0;
        for (double product = random.NextDouble(); product > limit; product *= random.NextDouble())
        {
            count++;
        }

        return count;
    }
}
