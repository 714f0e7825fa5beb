using DeepWonder3D.Work;

namespace DeepWonder3D.Benchmarks.Recordings;

/// <summary>Time of each stage over the views of a recording.</summary>
internal sealed record StageTimes
{
    public double Voxels { get; set; }

    public double Denoise { get; set; }

    public double Background { get; set; }

    public double Neurons { get; set; }

    /// <summary>Time of all three that was the networks' own.</summary>
    public double InNetwork { get; set; }

    public void Add(long voxels, HistoryStep denoise, HistoryStep background, HistoryStep neurons)
    {
        Voxels += voxels;
        Denoise += denoise.Duration.TotalSeconds;
        Background += background.Duration.TotalSeconds;
        Neurons += neurons.Duration.TotalSeconds;
        InNetwork += (denoise.TimeInNetwork + background.TimeInNetwork + neurons.TimeInNetwork).TotalSeconds;
    }
}
