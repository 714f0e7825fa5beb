using System.Buffers;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Views.Measuring;

/// <summary>Reads the samples of known neurons from one view, frame by frame and only the rows that hold any of them.</summary>
internal sealed class ViewSampler
{
    // Skipping fewer rows than this saves less than a second read costs.
    private const int SmallestGap = 16;

    private readonly Volume _view;
    private readonly PixelWeights[] _neurons;
    private readonly List<(int Row, int RowCount)> _runs = [];
    private readonly int _rowsRead;

    /// <param name="view">The view's movie.</param>
    /// <param name="neurons">Where each neuron lies in it.</param>
    public ViewSampler(Volume view, IEnumerable<PixelWeights> neurons)
    {
        _view = view;
        PixelWeights[] placed = [.. neurons];
        int[] rowStarts = PlanRuns(placed);
        _rowsRead = _runs.Sum(r => r.RowCount);
        PixelWeights InRows(PixelWeights n) =>
            n with { Pixels = Array.ConvertAll(n.Pixels, p => rowStarts[p / view.Width] + (p % view.Width)) };
        _neurons = Array.ConvertAll(placed, InRows);
    }

    /// <summary>Samples read from a frame.</summary>
    public long VoxelsPerFrame => (long)_rowsRead * _view.Width;

    /// <summary>Whether the view sees a neuron.</summary>
    public bool Sees(int neuron) => _neurons[neuron].Pixels.Length > 0;

    /// <summary>Measures every neuron in one frame.</summary>
    /// <param name="frame">The frame, from 0.</param>
    /// <param name="values">Receives the value of neuron n at <c>n · stride</c>: NaN where the view does not see it.</param>
    /// <param name="stride">Distance between neurons in <paramref name="values"/>.</param>
    public void Sample(long frame, Span<float> values, int stride)
    {
        float[] rows = ArrayPool<float>.Shared.Rent(Math.Max(1, _rowsRead * _view.Width));
        try
        {
            int read = 0;
            foreach ((int row, int rowCount) in _runs)
            {
                _view.ReadRows(frame, 0, row, rowCount, rows.AsSpan(read, rowCount * _view.Width));
                read += rowCount * _view.Width;
            }

            for (int neuron = 0; neuron < _neurons.Length; neuron++)
            {
                values[neuron * stride] = WeightedMean(_neurons[neuron], rows);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rows);
        }
    }

    private static float WeightedMean(PixelWeights neuron, ReadOnlySpan<float> rows)
    {
        if (neuron.Pixels.Length == 0)
        {
            return float.NaN;
        }

        double sum = 0;
        double weights = 0;
        for (int i = 0; i < neuron.Pixels.Length; i++)
        {
            sum += (double)neuron.Weights[i] * rows[neuron.Pixels[i]];
            weights += neuron.Weights[i];
        }

        return (float)(sum / weights);
    }

    /// <summary>Plans runs of rows to read; returns where each of the view's rows starts among the samples read.</summary>
    private int[] PlanRuns(PixelWeights[] neurons)
    {
        bool[] needed = new bool[_view.Height];
        foreach (int pixel in neurons.SelectMany(n => n.Pixels))
        {
            needed[pixel / _view.Width] = true;
        }

        int[] starts = new int[_view.Height];
        int read = 0;
        for (int row = 0; row < needed.Length; row++)
        {
            if (!needed[row])
            {
                continue;
            }

            if (_runs.Count > 0 && row - (_runs[^1].Row + _runs[^1].RowCount) < SmallestGap)
            {
                int first = _runs[^1].Row;
                read += (row + 1 - first - _runs[^1].RowCount) * _view.Width;
                _runs[^1] = (first, row + 1 - first);
            }
            else
            {
                read += _view.Width;
                _runs.Add((row, 1));
            }

            starts[row] = read - _view.Width;
        }

        return starts;
    }
}
