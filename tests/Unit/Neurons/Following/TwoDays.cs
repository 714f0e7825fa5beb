using DeepWonder3D.Neurons.Registering;
using DeepWonder3D.Tests.Simulation;

namespace DeepWonder3D.Tests.Neurons.Following;

/// <summary>
/// A simulated recording as two days: the first half through one window of its field, and the second half through a field that is turned,
/// shifted and bent by sines. All lengths in pixels.
/// </summary>
internal sealed class TwoDays : IDisposable
{
    private const int Margin = 32;
    private readonly SimulatedRecording _recording;

    public TwoDays(
        SimulationPreset preset, ulong seed, double degrees, double rows, double columns, double bend, int side = 200, int frames = 240)
    {
        SimulationOptions o = SimulationPresets.Of(preset, seed);
        int whole = side + (2 * Margin);
        double neurons = o.Neurons.Count * (whole * whole / (double)(o.Height * o.Width));
        o = o.InField(whole, whole, o.PixelSizeUm, o.Neurons.MinDepthUm, o.Neurons.MaxDepthUm) with
        {
            ViewIds = [],
            KeepClean = false,
            KeepBackgroundFree = false,
            FrameCount = 2 * frames,
        };
        _recording = TestScenes.Run(o with { Motion = MotionOptions.None });
        (Side, Bend) = (side, bend);
        double middle = (side - 1) / 2.0;
        Back = RigidMove.About(-degrees * Math.PI / 180, (middle + rows, middle + columns), (middle, middle));
        First = Through(_recording.Views[0], "first", 0, frames, side, side, (r, c) => (r + Margin, c + Margin));
        Second = Through(_recording.Views[0], "second", frames, frames, side, side, (r, c) =>
        {
            (double y, double x) = ToFirst(r, c);
            return (y + Margin, x + Margin);
        });
    }

    public int Side { get; }

    public double Bend { get; }

    /// <summary>From the second day's field to the first one's, before anything bends.</summary>
    public RigidMove Back { get; }

    public Volume First { get; }

    public Volume Second { get; }

    /// <summary>The true neurons in the first day's window, with their true traces of either day.</summary>
    public NeuronSet Truth
    {
        get
        {
            NeuronSet all = _recording.TruthByView[0];
            return all with
            {
                Height = Side,
                Width = Side,
                Neurons = [.. all.Neurons.Select(n => n with
                {
                    Row = n.Row - Margin,
                    Column = n.Column - Margin,
                    Footprint = Cropped(n.Footprint),
                }).Where(n => n.Footprint.Count > 8)],
            };
        }
    }

    /// <summary>The true neurons where they lie on the second day; without those that have left the field.</summary>
    public NeuronSet MovedTruth => Truth with
    {
        Neurons = [.. Truth.Neurons.Select(n =>
        {
            (double row, double column) = ToSecond(n.Row, n.Column);
            List<int> pixels = [];
            int reach = 20;
            for (int r = Math.Max(0, (int)row - reach); r < Math.Min(Side, row + reach); r++)
            {
                for (int c = Math.Max(0, (int)column - reach); c < Math.Min(Side, column + reach); c++)
                {
                    (double y, double x) = ToFirst(r, c);
                    if (n.Footprint.Contains((int)Math.Round(y), (int)Math.Round(x)))
                    {
                        pixels.Add((r * Side) + c);
                    }
                }
            }

            return n with { Row = row, Column = column, Footprint = new Footprint([.. pixels], Side) };
        }).Where(n => n.Footprint.Count > 0)],
    };

    public void Dispose() => _recording.Dispose();

    /// <summary>Where what lies at a place of the second day lay on the first.</summary>
    public (double Row, double Column) ToFirst(double row, double column)
    {
        (double r, double c) = Back.Apply(row, column);
        return (r + (Bend * Math.Sin(c / 45)), c + (Bend * Math.Cos(r / 60)));
    }

    /// <summary>Where what lies at a place of the first day lies on the second.</summary>
    public (double Row, double Column) ToSecond(double row, double column)
    {
        (double r, double c) = (row, column);
        for (int i = 0; i < 50; i++)
        {
            (double y, double x) = ToFirst(r, c);
            (r, c) = (r + row - y, c + column - x);
        }

        return (r, c);
    }

    private Footprint Cropped(Footprint whole) => new(
        [.. Enumerable.Range(0, whole.Count).Select(i => (Row: whole.RowAt(i) - Margin, Column: whole.ColumnAt(i) - Margin))
            .Where(p => p.Row >= 0 && p.Row < Side && p.Column >= 0 && p.Column < Side).Select(p => (p.Row * Side) + p.Column)],
        Side);

    /// <summary>Frames of a recording, each pixel taken from a place in it.</summary>
    public static Volume Through(
        Volume all, string name, int start, int count, int height, int width, Func<double, double, (double Row, double Column)> from)
    {
        VolumeInfo info = all.Info with
        {
            Name = name,
            FrameCount = count,
            Height = height,
            Width = width,
            Recording = null,
            Motion = null,
            IsChecked = true,
        };
        VolumeBuilder builder = new(info);
        (double Row, double Column)[] places = [.. Enumerable.Range(0, height * width).Select(i => from(i / width, i % width))];
        ParallelLoop.For(count, t =>
        {
            float[] frame = new float[all.Height * all.Width];
            all.ReadPlane<float>(start + t, 0, frame);
            float[] moved = new float[places.Length];
            for (int i = 0; i < moved.Length; i++)
            {
                moved[i] = Cubic(frame, all.Height, all.Width, places[i].Row, places[i].Column);
            }

            builder.WritePlane<float>(t, 0, moved);
        }, TestContext.Current.CancellationToken);
        return builder.Build(new HistoryStep("New-SimulatedRecording", new Dictionary<string, string>()));
    }

    private static float Cubic(float[] frame, int height, int width, double row, double column)
    {
        (int top, int left) = ((int)Math.Floor(row), (int)Math.Floor(column));
        double sum = 0;
        for (int y = -1; y <= 2; y++)
        {
            double w = Weight(row - top - y);
            for (int x = -1; x <= 2 && w != 0; x++)
            {
                int at = (Math.Clamp(top + y, 0, height - 1) * width) + Math.Clamp(left + x, 0, width - 1);
                sum += w * Weight(column - left - x) * frame[at];
            }
        }

        return (float)sum;

        static double Weight(double d)
        {
            d = Math.Abs(d);
            return d < 1 ? (1.5 * d * d * d) - (2.5 * d * d) + 1 : d < 2 ? (-0.5 * d * d * d) + (2.5 * d * d) - (4 * d) + 2 : 0;
        }
    }
}
