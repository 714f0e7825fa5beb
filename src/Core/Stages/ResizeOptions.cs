using DeepWonder3D.Errors;
using DeepWonder3D.Work;

namespace DeepWonder3D.Stages;

/// <summary>How a movie is brought to another frame rate, another pixel size, or both.</summary>
public sealed record ResizeOptions
{
    /// <summary>The frame rate wanted, Hz; null leaves it.</summary>
    public double? FrameRate { get; init; }

    /// <summary>The pixel size wanted, µm; null leaves it.</summary>
    public double? PixelSizeUm { get; init; }

    /// <summary>How pixels are made smaller or larger.</summary>
    public ResizeMethod Method { get; init; }

    /// <summary>The network for finer pixels, where one is used.</summary>
    public NetworkOptions Network { get; init; } = new();

    /// <summary>
    /// Upstream spreads int(T · wanted / rate) frames from the first to the last, without averaging when frames are dropped.
    /// </summary>
    public Preset Preset { get; init; }

    /// <summary>Refuses options that ask for nothing.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ParameterInvalid"/>.</exception>
    internal void Check()
    {
        if (FrameRate is null && PixelSizeUm is null)
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                "Neither a frame rate nor a pixel size was given.",
                null,
                "Give -FrameRate, -PixelSizeUm, or both.");
        }
    }
}
