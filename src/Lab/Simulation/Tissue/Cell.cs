namespace DeepWonder3D.Simulation;

/// <summary>One cell of the tissue.</summary>
/// <param name="Number">Its number; all it draws at random depends on the seed and this.</param>
/// <param name="Kind">What it is in the scene.</param>
/// <param name="YUm">Position along the rows; 0 at the centre of the first row in the centre view.</param>
/// <param name="XUm">Position along the columns.</param>
/// <param name="ZUm">Depth.</param>
/// <param name="Soma">Its body.</param>
/// <param name="PhotonRate">Photons a second at rest, at depth 0.</param>
internal sealed record Cell(int Number, CellKind Kind, double YUm, double XUm, double ZUm, SomaShape Soma, double PhotonRate);
