using DeepWonder3D.Defects;
using DeepWonder3D.Errors;
using DeepWonder3D.Motion;
using DeepWonder3D.Neurons;
using DeepWonder3D.Neurons.Following;
using DeepWonder3D.Traces.Measuring;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Traces;

/// <summary>
/// Gives each neuron its value in a second channel of its recording, and judges by places without neurons whether it shines there: a red
/// cell, as people say whatever the colour.
/// </summary>
internal static class ChannelMeasurement
{
    /// <summary>A neuron that stands out of places without neurons by so many of their robust standard deviations is a red cell.</summary>
    private const double LeastScore = 5;

    private const int LeastPlaces = 20;
    private const int MostPlaces = 4000;
    private const double NormalOfMedian = 1.4826;

    /// <summary>Measures the neurons of one view.</summary>
    /// <param name="neurons">The neurons.</param>
    /// <param name="places">Each one's pixels in the recording (row · width + column), ascending; none where it is not seen.</param>
    /// <param name="recording">What their traces are measured in.</param>
    /// <param name="channels">The second channel: one volume, or one a view with its view's id; none for nothing to do.</param>
    /// <param name="observer">Told of doubts.</param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.ParameterInvalid"/>: it has another size; <see cref="ErrorId.AxesMismatch"/>: it has depth;
    /// <see cref="ErrorId.ViewIdUnknown"/> or <see cref="ErrorId.ViewsDiffer"/>: there is none for this view.
    /// </exception>
    public static NeuronSet Run(
        NeuronSet neurons,
        IReadOnlyList<int[]> places,
        Volume recording,
        IReadOnlyList<Volume> channels,
        IStageObserver observer,
        CancellationToken token)
    {
        if (channels.Count == 0 || neurons.Count == 0)
        {
            return neurons;
        }

        Volume channel = Still(TraceOrigin.VolumeOf(recording, channels), recording, observer, token);
        float[] picture = PictureMaking.Of(channel, token).AsSpan().ToArray();
        (double Mean, double Surround)[] values =
            [.. AreaMap.Of(places, recording.Height, recording.Width, token)
                .Select(a => (MeanOf(picture, a.Pixels), MeanOf(picture, a.Ring)))];
        (double middle, double spread) = WithoutNeurons(picture, places, recording.Height, recording.Width);
        if (!(spread > 0))
        {
            observer.Warn(
                $"'{channel.Name}' shows too little tissue without neurons to tell which of them shine in it: ChannelMean is measured, and "
                    + "ChannelScore is not.");
        }

        return neurons with
        {
            Neurons = [.. neurons.Neurons.Select((n, i) =>
            {
                double score = spread > 0 ? (values[i].Mean - values[i].Surround - middle) / spread : double.NaN;
                return n with
                {
                    ChannelMean = values[i].Mean,
                    ChannelSurround = values[i].Surround,
                    ChannelScore = score,
                    IsRed = double.IsNaN(score) ? null : score >= LeastScore,
                };
            })],
        };
    }

    /// <summary>The channel as its recording is measured: what was told of the tissue's motion holds for both.</summary>
    private static Volume Still(Volume channel, Volume recording, IStageObserver observer, CancellationToken token)
    {
        if (channel.PlaneCount != 1)
        {
            throw new DeepWonderException(
                ErrorId.AxesMismatch,
                $"'{channel.Name}' has {channel.PlaneCount} planes, and the neurons lie in one.",
                channel.Name,
                "Give the plane of the neurons alone.");
        }

        if ((channel.Height, channel.Width) != (recording.Height, recording.Width))
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"The other channel {channel} has another size than '{recording.Name}', {recording.Height} × {recording.Width}.",
                channel.Name,
                "Give the other channel of the same recording, in its own pixels.");
        }

        bool isAlike = channel.FrameCount == recording.FrameCount;
        MissingData? missing = isAlike ? recording.Missing
            : recording.Missing is { Pixels: { } pixels } ? new MissingData { Pixels = pixels } : null;
        channel = channel.FrameCount > 1 ? DefectSearch.Checked(channel, observer, token) : channel;
        VolumeInfo info = channel.Info with { Missing = MissingData.Join(channel.Missing, missing), IsChecked = true };
        bool isMoved = recording.Motion is { IsStill: false } && channel.Motion is null;
        if (!isAlike && channel.FrameCount > 1 && !isMoved)
        {
            observer.Warn(
                $"'{channel.Name}' has {channel.FrameCount} frames and '{recording.Name}' "
                    + $"{recording.FrameCount}: the mean over all of them "
                    + "is taken, as of a channel that was recorded for itself.");
        }

        if (recording.Motion is not { IsStill: false } motion || !isMoved)
        {
            return new Volume(info, new SharedStore(channel));
        }

        if (isAlike)
        {
            float[][] none = [new float[channel.Height * channel.Width]];
            return new Volume(info with { Motion = motion }, new MovedFrames(channel, motion, none, null));
        }

        observer.Warn(
            $"'{channel.Name}' has {channel.FrameCount} frames and '{recording.Name}' {recording.FrameCount}: the motion that was taken "
                + "out of the one cannot be taken out of the other, and the other is read as it lies.");
        return new Volume(info, new SharedStore(channel));
    }

    /// <summary>
    /// How much brighter than their surround places without neurons are, as large as neurons and evenly over the field: middle and robust
    /// standard deviation; NaN for too few of them.
    /// </summary>
    private static (double Middle, double Spread) WithoutNeurons(float[] picture, IReadOnlyList<int[]> places, int height, int width)
    {
        float[] areas = [.. places.Where(p => p.Length > 0).Select(p => (float)p.Length)];
        if (areas.Length == 0)
        {
            return (double.NaN, double.NaN);
        }

        double radius = Math.Sqrt(OrderStatistics.Median(areas) / Math.PI);
        HashSet<int> covered = [.. places.SelectMany(p => p)];
        NeuropilRing rings = new(covered, height, width);
        double step = Math.Max(Math.Max(1, 1.5 * radius), Math.Sqrt(height * (double)width / MostPlaces));
        List<float> contrasts = [];
        for (double row = radius; row < height - radius; row += step)
        {
            for (double column = radius; column < width - radius; column += step)
            {
                int[] disc = Disc(row, column, radius, height, width);
                if (!Array.Exists(disc, covered.Contains))
                {
                    float contrast = (float)(MeanOf(picture, disc)
                        - MeanOf(picture, rings.Around(row, column, radius, disc.Length)));
                    if (float.IsFinite(contrast))
                    {
                        contrasts.Add(contrast);
                    }
                }
            }
        }

        if (contrasts.Count < LeastPlaces)
        {
            return (double.NaN, double.NaN);
        }

        double middle = OrderStatistics.Median([.. contrasts]);
        return (middle, NormalOfMedian * OrderStatistics.Median([.. contrasts.Select(c => (float)Math.Abs(c - middle))]));
    }

    private static int[] Disc(double row, double column, double radius, int height, int width)
    {
        List<int> pixels = [];
        for (int r = (int)Math.Max(0, Math.Ceiling(row - radius)); r <= Math.Min(height - 1, row + radius); r++)
        {
            for (int c = (int)Math.Max(0, Math.Ceiling(column - radius)); c <= Math.Min(width - 1, column + radius); c++)
            {
                if (((r - row) * (r - row)) + ((c - column) * (c - column)) <= radius * radius)
                {
                    pixels.Add((r * width) + c);
                }
            }
        }

        return [.. pixels];
    }

    /// <summary>The mean over pixels that are data; NaN where none is.</summary>
    private static double MeanOf(float[] picture, int[] pixels)
    {
        (double sum, int count) = (0, 0);
        foreach (int pixel in pixels)
        {
            (sum, count) = float.IsFinite(picture[pixel]) ? (sum + picture[pixel], count + 1) : (sum, count);
        }

        return count == 0 ? double.NaN : sum / count;
    }
}
