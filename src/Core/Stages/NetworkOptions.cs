using DeepWonder3D.Errors;
using DeepWonder3D.Inference;
using DeepWonder3D.Models;
using DeepWonder3D.Tiles;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Stages;

/// <summary>What every stage with a network can be told.</summary>
public sealed record NetworkOptions
{
    /// <summary>A catalog name or a path to an ONNX file; null for the catalog's model that fits the movie.</summary>
    public string? Model { get; init; }

    /// <summary>The device to run on.</summary>
    public DeviceRequest Device { get; init; } = DeviceRequest.Auto;

    /// <summary>What the network computes with; movies are 32-bit floats in either case.</summary>
    public Precision Precision { get; init; }

    /// <summary>The most rows and columns of a tile that the network sees; null for what the memory budget allows.</summary>
    public int? TileSize { get; init; }

    /// <summary>The diameter of the movie's cells, pixels; null to go by its pixel size, or to estimate it where that is unknown.</summary>
    public double? DiameterPx { get; init; }

    /// <summary>The same in µm, of movies that know their pixel size.</summary>
    public double? DiameterUm { get; init; }

    /// <summary>Whether the cells' diameter is stated.</summary>
    internal bool StatesDiameter => DiameterPx is not null || DiameterUm is not null;

    /// <summary>Whether a movie whose pixels no model is for is brought to a model's; otherwise it is refused, as published.</summary>
    internal bool Rescales { get; init; } = true;

    /// <summary>The same as a bound.</summary>
    internal int MaxSide => TileSize ?? int.MaxValue;

    /// <summary>
    /// Where the result goes while the stage runs; null for memory or a scratch file. Of stages whose result has the movie's size.
    /// </summary>
    public IVolumeSink? Sink { get; init; }

    /// <summary>Tiles to run instead of planned ones: the published pipeline's own, where its numbers are compared.</summary>
    internal IReadOnlyList<Tile>? Tiles { get; init; }

    /// <summary>Refuses a diameter that means nothing.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ParameterInvalid"/>.</exception>
    internal void CheckDiameter()
    {
        bool isOne = DiameterPx is null || DiameterUm is null;
        if (!isOne || (DiameterPx ?? DiameterUm) is not (null or (> 0 and < 1e4)))
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                "The diameter of cells must be more than 0, and given in pixels or in µm but not in both.",
                DiameterPx ?? DiameterUm,
                "Give one of -DiameterUm and -DiameterPx.");
        }
    }
}
