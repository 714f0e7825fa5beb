using System.Globalization;
using System.Numerics.Tensors;
using DeepWonder3D.Errors;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Stages;

/// <summary>Brings a movie to another frame rate by linear interpolation, averaging where frames are dropped.</summary>
internal static class TemporalResampling
{
    /// <summary>Resamples a movie.</summary>
    /// <param name="movie">The movie; its frame rate must be known.</param>
    /// <param name="frameRate">The rate wanted, Hz.</param>
    /// <param name="preset">
    /// Upstream spreads int(T · wanted / rate) frames from the first to the last, without averaging when frames are dropped.
    /// </param>
    /// <param name="observer">Whom to tell.</param>
    /// <param name="token">Stops the work.</param>
    /// <param name="sampleType">The type of the result's samples.</param>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.FrameRateUnknown"/>, <see cref="ErrorId.ParameterInvalid"/> or <see cref="ErrorId.TooFewFrames"/>.
    /// </exception>
    public static Volume Run(
        Volume movie,
        double frameRate,
        Preset preset,
        IStageObserver observer,
        CancellationToken token,
        SampleType sampleType = SampleType.Float32)
    {
        ResamplingAxis axis = Axis(movie, frameRate, preset);
        StageClock clock = new(
            $"Resampling {movie.Name} to {frameRate.ToString(CultureInfo.InvariantCulture)} Hz", "frame", axis.OutputLength, observer);
        VolumeInfo info = movie.Derived with
        {
            FrameCount = axis.OutputLength,
            FrameRate = frameRate,
            FrameTimes = Times(movie.FrameTimes, axis),
            Missing = movie.Missing?.InFrames(movie.FrameCount, axis.OutputLength, axis.Inputs),
        };
        using VolumeBuilder result = new(info, sampleType);
        int voxels = movie.Height * movie.Width;
        for (int plane = 0; plane < movie.PlaneCount; plane++)
        {
            FrameWindow window = new(movie, plane);
            double[] sum = new double[voxels];
            for (long t = 0; t < axis.OutputLength; t++)
            {
                token.ThrowIfCancellationRequested();
                Interpolate(window, axis.Inputs(t), sum);
                result.WritePlane<double>(t, plane, sum);
                clock.Advance(plane == movie.PlaneCount - 1 ? 1 : 0, voxels);
            }
        }

        return result.Build(clock.Step(PipelineStage.Resize, ("FrameRate", frameRate), ("Preset", preset)));
    }

    private static ResamplingAxis Axis(Volume movie, double frameRate, Preset preset)
    {
        if (!(frameRate > 0) || !double.IsFinite(frameRate))
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid, $"A frame rate of {frameRate} Hz cannot be reached.", frameRate, "Give a rate above 0.");
        }

        double rate = movie.FrameRate ?? throw new DeepWonderException(
            ErrorId.FrameRateUnknown, $"The frame rate of '{movie.Name}' is not known.", movie.Name, "Give it: -FrameRate 4.");
        if (movie.FrameCount < 2)
        {
            throw new DeepWonderException(
                ErrorId.TooFewFrames,
                $"'{movie.Name}' has a single frame; there is nothing to resample in time.",
                movie.Name,
                "Give a movie.");
        }

        return preset == Preset.Upstream
            ? ResamplingAxis.BetweenEnds(movie.FrameCount, (long)(movie.FrameCount / (rate / frameRate)))
            : ResamplingAxis.OfInstants(movie.FrameCount, rate / frameRate);
    }

    /// <summary>The times of the output frames, each between those of the input frames that it lies between.</summary>
    private static double[]? Times(double[]? inputTimes, ResamplingAxis axis)
    {
        if (inputTimes is null)
        {
            return null;
        }

        double[] times = new double[axis.OutputLength];
        for (int t = 0; t < times.Length; t++)
        {
            double centre = Math.Clamp(axis.CentreOf(t), 0, inputTimes.Length - 1);
            int before = (int)centre;
            int after = Math.Min(before + 1, inputTimes.Length - 1);
            times[t] = inputTimes[before] + ((centre - before) * (inputTimes[after] - inputTimes[before]));
        }

        return times;
    }

    private static void Interpolate(FrameWindow window, (long First, double[] Weights) inputs, double[] sum)
    {
        Array.Clear(sum);
        for (int i = 0; i < inputs.Weights.Length; i++)
        {
            if (inputs.Weights[i] != 0)
            {
                TensorPrimitives.MultiplyAdd(window.Frame(inputs.First + i, inputs.First), inputs.Weights[i], sum, sum);
            }
        }
    }

    /// <summary>The few frames that the current output frame needs, each read once.</summary>
    private sealed class FrameWindow(Volume movie, int plane)
    {
        private readonly Dictionary<long, double[]> _frames = [];
        private readonly Stack<double[]> _spare = new();

        public ReadOnlySpan<double> Frame(long frame, long firstNeeded)
        {
            foreach (long passed in _frames.Keys.Where(f => f < firstNeeded).ToArray())
            {
                _spare.Push(_frames[passed]);
                _frames.Remove(passed);
            }

            if (!_frames.TryGetValue(frame, out double[]? samples))
            {
                samples = _spare.Count > 0 ? _spare.Pop() : new double[movie.Height * movie.Width];
                movie.ReadPlane<double>(frame, plane, samples);
                _frames[frame] = samples;
            }

            return samples;
        }
    }
}
