using DeepWonder3D.Views.Placing;

namespace DeepWonder3D.Views.Merging;

/// <summary>Finds a view's detections near a place.</summary>
internal sealed class DetectionGrid
{
    private readonly Detections _detections;
    private readonly int[][] _byRow;
    private readonly double[][] _rows;

    public DetectionGrid(Detections detections)
    {
        _detections = detections;
        ILookup<int, int> views = Enumerable.Range(0, detections.Count).ToLookup(detections.ViewOf);
        _byRow = [.. detections.ViewIds.Select((_, view) => views[view].OrderBy(detections.RowOf).ToArray())];
        _rows = [.. _byRow.Select(view => Array.ConvertAll(view, detections.RowOf))];
    }

    /// <summary>The detections of a view within a distance of a place, by row.</summary>
    public IEnumerable<(int Detection, double DistancePx)> Near(int view, double row, double column, double distance)
    {
        int first = Array.BinarySearch(_rows[view], row - distance);
        for (int i = first < 0 ? ~first : first; i < _rows[view].Length && _rows[view][i] <= row + distance; i++)
        {
            int detection = _byRow[view][i];
            double rows = _detections.RowOf(detection) - row;
            double columns = _detections.ColumnOf(detection) - column;
            double apart = Math.Sqrt((rows * rows) + (columns * columns));
            if (apart <= distance)
            {
                yield return (detection, apart);
            }
        }
    }
}
