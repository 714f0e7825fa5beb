namespace DeepWonder3D.Defects.Rows;

/// <summary>A row that was lost on the way: every sample of it is the same, which is not what the row shows otherwise.</summary>
/// <param name="Frame">Its frame.</param>
/// <param name="Plane">Its plane in depth.</param>
/// <param name="Row">The row.</param>
/// <param name="Before">The nearest frame before in which it is there; <paramref name="After"/> where there is none.</param>
/// <param name="After">The nearest frame after in which it is there; <paramref name="Before"/> where there is none.</param>
internal readonly record struct LostRow(long Frame, int Plane, int Row, long Before, long After);
