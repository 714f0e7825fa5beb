using System.Globalization;
using DeepWonder3D.Errors;

namespace DeepWonder3D.Views;

/// <summary>How neurons of single views become neurons in space.</summary>
internal sealed record ViewMergingOptions
{
    /// <summary>The fewest views in which a neuron must be seen.</summary>
    public int MinViewCount { get; init; } = 5;

    /// <summary>Traces of one neuron correlate more strongly than this (Pearson).</summary>
    public double MinCorrelation { get; init; } = 0.6;

    /// <summary>Detections of one neuron form a chain with no gap wider than this, view pixels.</summary>
    public double MaxDistancePx { get; init; } = 20;

    /// <summary>Neurons closer than this in space whose traces correlate are one: the size of a cell body, µm.</summary>
    public double DuplicateDistanceUm { get; init; } = 15;

    /// <summary>Width of a view's pixel in the object, µm; null takes what the views say.</summary>
    public double? PixelSizeUm { get; init; }

    /// <summary>The population's name; null makes it from the first view's.</summary>
    public string? Name { get; init; }

    /// <summary>Whether groups, nominal depths and shifts are those of the published code.</summary>
    public bool Upstream { get; init; }

    /// <summary>The published super-resolution rate; only read where <see cref="Upstream"/> is set.</summary>
    public double UpsampleRate { get; init; } = 1;

    /// <exception cref="DeepWonderException"><see cref="ErrorId.ParameterInvalid"/>.</exception>
    public void Check()
    {
        Require(MinViewCount >= 2, nameof(MinViewCount), MinViewCount, "2 or more: depth needs two views");
        Require(MinCorrelation is >= 0 and < 1, nameof(MinCorrelation), MinCorrelation, "from 0 to below 1");
        Require(MaxDistancePx > 0, nameof(MaxDistancePx), MaxDistancePx, "above 0");
        Require(DuplicateDistanceUm >= 0, nameof(DuplicateDistanceUm), DuplicateDistanceUm, "0 or more");
        Require(PixelSizeUm is null or (> 0 and < double.PositiveInfinity), nameof(PixelSizeUm), PixelSizeUm ?? 0, "above 0");
        Require(UpsampleRate is > 0 and < double.PositiveInfinity, nameof(UpsampleRate), UpsampleRate, "above 0");
    }

    private static void Require(bool holds, string parameter, double value, string range)
    {
        if (!holds)
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                string.Create(CultureInfo.InvariantCulture, $"-{parameter} is {value}, and must be {range}."),
                value,
                $"Give another -{parameter}.");
        }
    }
}
