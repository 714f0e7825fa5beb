using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Views.Measuring;

/// <summary>Measures neurons in all views and takes the median over the views, block of frames by block of frames.</summary>
internal sealed class TraceFusion
{
    private const long BlockBytes = 64 << 20;

    private readonly IReadOnlyList<ViewSampler> _views;
    private readonly float[][] _fused;
    private readonly int _frameCount;
    private readonly int _blockFrames;

    private TraceFusion(IReadOnlyList<ViewSampler> views, int neuronCount, int frameCount)
    {
        _views = views;
        _frameCount = frameCount;
        _fused = [.. Enumerable.Range(0, neuronCount).Select(_ => new float[frameCount])];
        long frameBytes = Math.Max(1, (long)neuronCount * views.Count * sizeof(float));
        _blockFrames = (int)Math.Clamp(BlockBytes / frameBytes, 1, Math.Min(256, frameCount));
    }

    /// <summary>The fused traces, one array of <paramref name="frameCount"/> samples a neuron; NaN where no view sees the neuron.</summary>
    public static float[][] Run(
        IReadOnlyList<ViewSampler> views, int neuronCount, int frameCount, StageClock clock, CancellationToken cancellation)
    {
        TraceFusion fusion = new(views, neuronCount, frameCount);
        if (neuronCount == 0)
        {
            return fusion._fused;
        }

        float[] block = new float[checked(views.Count * neuronCount * fusion._blockFrames)];
        for (int first = 0; first < frameCount; first += fusion._blockFrames)
        {
            fusion.SampleBlock(first, block, cancellation);
            fusion.FuseBlock(first, block, cancellation);
            int frames = Math.Min(fusion._blockFrames, frameCount - first);
            clock.Advance(frames, views.Sum(v => v.VoxelsPerFrame) * frames);
        }

        return fusion._fused;
    }

    /// <summary>Fills a block of shape (views, neurons, frames).</summary>
    private void SampleBlock(int first, float[] block, CancellationToken cancellation)
    {
        int frames = Math.Min(_blockFrames, _frameCount - first);
        int viewLength = _fused.Length * _blockFrames;
        ParallelLoop.For(_views.Count * frames, item =>
        {
            (int view, int frame) = Math.DivRem(item, frames);
            _views[view].Sample(first + frame, block.AsSpan((view * viewLength) + frame, Math.Max(0, viewLength - frame)), _blockFrames);
        }, cancellation);
    }

    private void FuseBlock(int first, float[] block, CancellationToken cancellation)
    {
        int frames = Math.Min(_blockFrames, _frameCount - first);
        int viewLength = _fused.Length * _blockFrames;
        ParallelLoop.For(_fused.Length, neuron =>
        {
            Span<float> seen = new float[_views.Count];
            for (int frame = 0; frame < frames; frame++)
            {
                int count = 0;
                for (int view = 0; view < _views.Count; view++)
                {
                    float value = block[(view * viewLength) + (neuron * _blockFrames) + frame];
                    if (!float.IsNaN(value))
                    {
                        seen[count++] = value;
                    }
                }

                _fused[neuron][first + frame] = count == 0 ? float.NaN : (float)OrderStatistics.Median(seen[..count]);
            }
        }, cancellation);
    }
}
