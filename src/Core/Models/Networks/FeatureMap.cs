namespace DeepWonder3D.Models.Networks;

/// <summary>A value inside a network: samples by batch, channel and the spatial axes.</summary>
/// <param name="Value">Its name in the graph.</param>
/// <param name="Channels">How many channels it has.</param>
/// <param name="SpatialAxes">3 for T, H, W and 2 for H, W.</param>
/// <param name="Field">What it sees of the input.</param>
/// <param name="Source">What decided its number of channels, for messages.</param>
internal sealed record FeatureMap(string Value, long Channels, int SpatialAxes, ReceptiveField Field, string Source);
