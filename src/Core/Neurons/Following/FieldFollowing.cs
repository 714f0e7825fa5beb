using System.Globalization;
using DeepWonder3D.Errors;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Neurons.Following;

/// <summary>
/// Finds the neurons of one day in another day's field: lays the other picture over that of the first day, moves each neuron to where its
/// tissue lies now, and says how sure that is.
/// </summary>
internal static class FieldFollowing
{
    private const double MaxAngle = 10 * Math.PI / 180;

    /// <summary>The farthest that the field may have been shifted, of its smaller side.</summary>
    private const double MaxShiftShare = 1 / 3.0;

    // Different tissue was never seen to stand out by more than 6.5; the same, turned, shifted, bent and hazy, by 14 and more.
    private const double LeastHeight = 7.5;
    private const double LeastOfChance = 1.25;

    /// <summary>
    /// What moves less than this, root mean square over the neurons, has not moved, pixels: noise alone makes 0.1, and no footprint has
    /// other pixels for it.
    /// </summary>
    private const double StillPx = 0.2;

    private const double Doubtful = 0.5;
    private const double LeastInside = 0.5;

    /// <summary>How the other day lay.</summary>
    /// <param name="Neurons">The neurons that lie in the other day's field, where they lie there.</param>
    /// <param name="ShiftRowsPx">How far down the middle of the field lies; 0 where nothing moved.</param>
    /// <param name="ShiftColumnsPx">How far to the right.</param>
    /// <param name="RotationDeg">How far it is turned, degrees, from rows to columns.</param>
    public sealed record Followed(NeuronSet Neurons, double ShiftRowsPx, double ShiftColumnsPx, double RotationDeg);

    /// <summary>Finds them.</summary>
    /// <param name="neurons">The first day's neurons, with their picture.</param>
    /// <param name="now">The other day's picture, in pixels of the same size.</param>
    /// <param name="name">The other day's name.</param>
    /// <param name="observer">Told how the days lie, and of doubts.</param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.AlignmentUncertain"/>: no way of laying one picture over the other stands above what chance would give.
    /// </exception>
    public static Followed Run(NeuronSet neurons, MeanPicture now, string name, IStageObserver observer, CancellationToken token)
    {
        MeanPicture then = neurons.Picture!;
        if (now.HasSameSamples(then))
        {
            return new Followed(With(neurons, now, n => n with { AlignmentProbability = 1 }), 0, 0, 0);
        }

        PictureContrast first = PictureContrast.Of(then);
        PictureContrast other = PictureContrast.Of(now);
        FieldMove move = Lay(first, other, neurons, name, token);
        double[] probabilities = new PlaceCertainty(first, other.Seen(move.Apply, first.Height, first.Width), RadiusOf(neurons))
            .Of([.. neurons.Neurons.Select(n => (n.Row, n.Column))], token);
        neurons = neurons with
        {
            Neurons = [.. neurons.Neurons.Select((n, i) => n with { AlignmentProbability = probabilities[i] })],
        };
        if (IsStill(neurons, move, now))
        {
            observer.Verbose($"'{name}' lies as '{neurons.Name}' did.");
            return new Followed(Told(With(neurons, now, n => n), neurons, name, observer), 0, 0, 0);
        }

        (double middleRow, double middleColumn) = ((then.Height - 1) / 2.0, (then.Width - 1) / 2.0);
        (double row, double column) = move.Apply(middleRow, middleColumn);
        NeuronSet moved = With(neurons, now, n => Moved(n, move, now));
        Followed followed = new(
            Told(moved, neurons, name, observer), row - middleRow, column - middleColumn, move.Rigid.Angle * 180 / Math.PI);
        observer.Verbose(string.Create(
            CultureInfo.InvariantCulture,
            $"'{name}' lies {followed.ShiftRowsPx:0.0} px down, {followed.ShiftColumnsPx:0.0} px right, turned by "
                + $"{followed.RotationDeg:0.0}°; {moved.Count} of {neurons.Count} neurons lie in it."));
        return followed;
    }

    private static FieldMove Lay(PictureContrast first, PictureContrast other, NeuronSet neurons, string name, CancellationToken token)
    {
        if (first.HasTexture && other.HasTexture)
        {
            double maxShift = MaxShiftShare * Math.Min(first.Height, first.Width);
            PictureSearch.Found found = PictureSearch.Run(first, other, MaxAngle, maxShift, token);
            if (found.Height > LeastHeight && found.Height > LeastOfChance * found.Chance)
            {
                return new PictureFit(first, other).Run(found.Move);
            }
        }

        throw new DeepWonderException(
            ErrorId.AlignmentUncertain,
            $"No way of laying '{name}' over the picture of '{neurons.Name}' stands above what chance would give.",
            name,
            "Check that it is the same tissue at the same depth. -NoAlignment measures the neurons where they were.");
    }

    /// <summary>A cell's radius: the usual one.</summary>
    private static double RadiusOf(NeuronSet neurons) => neurons.Count == 0 ? 5
        : Math.Max(1.5, OrderStatistics.Median([.. neurons.Neurons.Select(n => (float)Math.Sqrt(n.AreaPx / Math.PI))]));

    private static bool IsStill(NeuronSet neurons, FieldMove move, MeanPicture now)
    {
        if ((neurons.Height, neurons.Width) != (now.Height, now.Width) || neurons.Count == 0)
        {
            return false;
        }

        double square = neurons.Neurons.Average(n =>
        {
            (double row, double column) = move.Apply(n.Row, n.Column);
            return Math.Pow(row - n.Row, 2) + Math.Pow(column - n.Column, 2);
        });
        return Math.Sqrt(square) < StillPx;
    }

    private static NeuronSet With(NeuronSet neurons, MeanPicture now, Func<Neuron, Neuron?> follow) => neurons with
    {
        Height = now.Height,
        Width = now.Width,
        Picture = now,
        Neurons = [.. neurons.Neurons.Select(follow).OfType<Neuron>()],
    };

    /// <summary>The neuron where its tissue lies now; null where most of it has left the field.</summary>
    private static Neuron? Moved(Neuron neuron, FieldMove move, MeanPicture now)
    {
        (double Row, double Column)[] places = [.. Enumerable.Range(0, neuron.Footprint.Count)
            .Select(i => move.Apply(neuron.Footprint.RowAt(i), neuron.Footprint.ColumnAt(i)))];
        int inside = places.Count(p => p.Row > -0.5 && p.Row < now.Height - 0.5 && p.Column > -0.5 && p.Column < now.Width - 0.5);
        if (inside < LeastInside * places.Length || inside == 0)
        {
            return null;
        }

        (double centreRow, double centreColumn) = move.Apply(neuron.Row, neuron.Column);
        (int top, int bottom) = Range(places.Min(p => p.Row), places.Max(p => p.Row), now.Height);
        (int left, int right) = Range(places.Min(p => p.Column), places.Max(p => p.Column), now.Width);
        List<int> pixels = [];
        for (int row = top; row <= bottom; row++)
        {
            for (int column = left; column <= right; column++)
            {
                (double r, double c) = move.Invert(row, column);
                if (neuron.Footprint.Contains((int)Math.Round(r), (int)Math.Round(c)))
                {
                    pixels.Add((row * now.Width) + column);
                }
            }
        }

        // A footprint of a pixel or two may lie between those of the other day.
        (int nearRow, int nearColumn) =
            (Nearest(places.Average(p => p.Row), now.Height), Nearest(places.Average(p => p.Column), now.Width));
        return neuron with
        {
            Row = centreRow,
            Column = centreColumn,
            Footprint = new Footprint(pixels.Count > 0 ? [.. pixels] : [(nearRow * now.Width) + nearColumn], now.Width),
        };

        static (int First, int Last) Range(double least, double most, int length) =>
            (Math.Max(0, (int)Math.Floor(least) - 1), Math.Min(length - 1, (int)Math.Ceiling(most) + 1));

        static int Nearest(double place, int length) => Math.Clamp((int)Math.Round(place), 0, length - 1);
    }

    private static NeuronSet Told(NeuronSet followed, NeuronSet all, string name, IStageObserver observer)
    {
        int[] left = [.. all.Neurons.Select(n => n.Id).Except(followed.Neurons.Select(n => n.Id))];
        if (left.Length > 0)
        {
            observer.Warn(
                $"{left.Length} of {all.Count} neurons of '{all.Name}' lie outside the field of '{name}' and are left out: "
                    + $"{string.Join(", ", left)}.");
        }

        int[] doubtful = [.. followed.Neurons.Where(n => n.AlignmentProbability < Doubtful).Select(n => n.Id)];
        if (doubtful.Length > 0)
        {
            observer.Warn(
                $"{doubtful.Length} of {followed.Count} neurons of '{all.Name}' cannot be made out in '{name}' where they should lie "
                    + $"(AlignmentProbability below 0.5): {string.Join(", ", doubtful)}.");
        }

        return followed;
    }
}
