using DeepWonder3D.Errors;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Motion;

/// <summary>
/// What a recording is aligned to: its own mean; another channel of it, whose motion is taken; or the mean picture of another recording of
/// the same tissue.
/// </summary>
internal sealed class MotionReference
{
    private const int MostFrames = 200;

    private readonly Volume _recording;
    private readonly Volume? _other;

    /// <param name="recording">The recording.</param>
    /// <param name="reference">What was given; null for its own mean.</param>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ParameterInvalid"/>: it has another size.</exception>
    public MotionReference(Volume recording, Volume? reference)
    {
        (_recording, Movie) = (recording, recording);
        if (reference is null)
        {
            return;
        }

        if (reference.Height != recording.Height || reference.Width != recording.Width || reference.PlaneCount != recording.PlaneCount)
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"The reference {reference} has another size than {recording}.",
                reference.Name,
                "Give a picture, a channel or a recording of the same field, with as many rows, columns and planes.");
        }

        if (IsOtherChannel(recording, reference))
        {
            Movie = reference;
        }
        else
        {
            _other = reference;
        }
    }

    /// <summary>The movie in which the tissue is looked for.</summary>
    public Volume Movie { get; }

    /// <summary>Whether it is a picture of another recording.</summary>
    public bool IsOtherRecording => _other is not null;

    /// <summary>What to align to; null for the movie's own mean.</summary>
    public AlignmentTemplate? TemplateOf(int plane)
    {
        if (_other is null)
        {
            return null;
        }

        // How much pixels vary is the recording's own matter: its light and noise are not the reference's.
        (float[] picture, _) = MeanOf(_other, plane);
        (float[] level, float[] variance) = MeanOf(_recording, plane);
        float gain = Gain(picture, level);
        return new AlignmentTemplate(
            picture, [.. variance.Select(v => v / (gain * gain))], _recording.Missing?.Pixels, _recording.Height, _recording.Width);
    }

    /// <summary>Mean and variance over frames of a whole movie, as they are.</summary>
    private static (float[] Mean, float[] Variance) MeanOf(Volume movie, int plane)
    {
        FrameMean mean = new(movie.Height * movie.Width);
        float[] frame = new float[movie.Height * movie.Width];
        long count = Math.Min(MostFrames, movie.FrameCount);
        for (long i = 0; i < count; i++)
        {
            movie.ReadPlane<float>(i * movie.FrameCount / count, plane, frame);
            mean.Add(frame, 0, 0);
        }

        return mean.Build();
    }

    /// <summary>A movie of the same file and length is its other channel.</summary>
    private static bool IsOtherChannel(Volume recording, Volume reference) =>
        reference != recording && reference.FrameCount == recording.FrameCount && recording.FrameCount > 1
        && recording.SourcePath is { } path && string.Equals(path, reference.SourcePath, StringComparison.OrdinalIgnoreCase);

    /// <summary>How much brighter one picture is than the other, by the spread of their samples.</summary>
    private static float Gain(float[] picture, float[] level)
    {
        float reference = System.Numerics.Tensors.TensorPrimitives.StdDev<float>(picture);
        float own = System.Numerics.Tensors.TensorPrimitives.StdDev<float>(level);
        return reference > 0 && own > 0 ? own / reference : 1;
    }
}
