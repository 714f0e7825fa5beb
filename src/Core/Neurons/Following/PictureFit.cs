using System.Numerics.Tensors;
using DeepWonder3D.Motion;
using DeepWonder3D.Neurons.Registering;

namespace DeepWonder3D.Neurons.Following;

/// <summary>
/// Lays one day's picture over another's to a fraction of a pixel: from blurred pictures to sharp ones, turned and shifted first, then bent
/// between nodes as far as both pictures together say so (<see cref="BendingPrior"/>).
/// </summary>
internal sealed class PictureFit
{
    private const int Rounds = 6;
    private const double SettledPx = 0.05;

    // Bending of less than this, root mean square over the nodes, is what other activity makes of still tissue, pixels.
    private const double LeastBendPx = 0.15;

    // How far a node may lie from its place along an axis, pixels, before any picture was seen.
    private const double ExpectedBendPx = 2;

    // What differs between days differs over whole cells: so many pixels say together what one would on its own.
    private const double PixelsTogether = 20;

    private static readonly int[] s_blurs = [4, 2, 1];

    private readonly PictureContrast _first;
    private readonly PictureContrast _other;
    private readonly NodeGrid _grid;

    public PictureFit(PictureContrast first, PictureContrast other)
    {
        (_first, _other) = (first, other);
        _grid = NodeGrid.For(first.Height, first.Width, Math.Clamp(Math.Min(first.Height, first.Width) / 8.0, 24, 64));
    }

    /// <summary>Fits from a place that is right to a few pixels.</summary>
    public FieldMove Run(RigidMove start)
    {
        FieldMove move = new(start, null, []);
        foreach (int blur in s_blurs)
        {
            move = At(blur, move);
        }

        double bend = Math.Sqrt(move.Nodes.Sum(n => n * (double)n) / Math.Max(1, move.Nodes.Length / 2));
        return bend < LeastBendPx ? new FieldMove(move.Rigid, null, []) : move;
    }

    private FieldMove At(int blur, FieldMove start)
    {
        (int height, int width) = (_first.Height, _first.Width);
        float[] picture = Blurred(_first, blur);
        float[] nodes = start.Nodes.Length > 0 ? start.Nodes : new float[2 * _grid.Count];
        RigidMove rigid = start.Rigid;
        double reach = Math.Sqrt((height * (double)height) + (width * (double)width)) / 2;
        for (int round = 0; round < Rounds; round++)
        {
            PictureContrast seen = _other.Seen(rigid.Apply, height, width);
            // What the other day does not show differs by nothing: zeros there would draw brightness down, and steps would go too far.
            for (int i = 0; i < seen.Samples.Length; i++)
            {
                seen.Samples[i] = seen.IsData[i] ? seen.Samples[i] : _first.Samples[i];
            }

            float[] frame = Blurred(seen, blur);
            bool[] missing = [.. _first.IsData.Select((d, i) => !d || !seen.IsData[i])];
            AlignmentTemplate template = new(picture, Variance(picture, frame, seen.IsData), missing, height, width);
            if (!template.HasTexture)
            {
                break;
            }

            BendingPrior prior = BendingPrior.Open(template, _grid, ExpectedBendPx);
            FrameAligner aligner = new(template, prior);
            FramePlace place = aligner.Align(frame, (0, 0));
            aligner.Bend(frame, place, nodes);

            // What of the nodes is a turn and a shift belongs to the whole field.
            RigidMove turn = RigidMove.Between([.. Enumerable.Range(0, _grid.Count).Select(n =>
            {
                (double row, double column) = PlaceOf(n);
                return ((row, column), (row + place.Row + nodes[n], column + place.Column + nodes[_grid.Count + n]), 1.0);
            })]);
            rigid = Then(turn, rigid);
            for (int n = 0; n < _grid.Count; n++)
            {
                (double row, double column) = PlaceOf(n);
                (double r, double c) = turn.Inverse.Apply(row + place.Row + nodes[n], column + place.Column + nodes[_grid.Count + n]);
                (nodes[n], nodes[_grid.Count + n]) = ((float)(r - row), (float)(c - column));
            }

            if (Math.Abs(turn.Angle) * reach < SettledPx && Math.Abs(place.Row) + Math.Abs(place.Column) < SettledPx)
            {
                break;
            }
        }

        return new FieldMove(rigid, _grid, nodes);
    }

    private (double Row, double Column) PlaceOf(int node) => (
        node / _grid.Columns * ((_grid.Height - 1) / (double)(_grid.Rows - 1)),
        node % _grid.Columns * ((_grid.Width - 1) / (double)(_grid.Columns - 1)));

    /// <summary>One move after another.</summary>
    private static RigidMove Then(RigidMove first, RigidMove second)
    {
        (double row, double column) = second.Apply(first.Rows, first.Columns);
        return new RigidMove(first.Angle + second.Angle, row, column);
    }

    private static float[] Blurred(PictureContrast picture, int radius)
    {
        float[] blurred = new float[picture.Samples.Length];
        Smoothing.Box(picture.Samples, picture.Height, picture.Width, radius, blurred);
        return blurred;
    }

    /// <summary>What of the pictures differs once they lie about over each other, as if every pixel spoke for itself.</summary>
    private static float[] Variance(float[] picture, float[] frame, bool[] isData)
    {
        (double tt, double tf, double ff, double count) = (0, 0, 0, 0);
        for (int i = 0; i < picture.Length; i++)
        {
            if (isData[i])
            {
                (tt, tf, ff, count) =
                    (tt + (picture[i] * picture[i]), tf + (picture[i] * frame[i]), ff + (frame[i] * frame[i]), count + 1);
            }
        }

        // Of the template's own scale: what the frame says of it is brighter or darker by the gain.
        double gain = tt > 0 ? Math.Max(tf / tt, 0.1) : 1;
        double left = (ff - (2 * gain * tf) + (gain * gain * tt)) / Math.Max(1, count) / (gain * gain);
        float[] variance = new float[picture.Length];
        Array.Fill(variance, (float)Math.Max(left * PixelsTogether, 1e-6));
        return variance;
    }
}
