using DeepWonder3D.Inference;
using DeepWonder3D.Models;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Stages.Scaling;

/// <summary>
/// How each plane of a recording is scaled, one after the other. The first is measured while the network is loaded, each other one while
/// the network runs over the one before. Disposing it ends what is still being measured.
/// </summary>
internal sealed class PlaneScalings : IDisposable
{
    private readonly ModelMetadata _metadata;
    private readonly Volume _movie;
    private readonly CancellationTokenSource _stop;
    private Task<SampleScaling> _measuring;
    private int _next;

    /// <summary>Begins to measure the first plane.</summary>
    public PlaneScalings(ModelMetadata metadata, Volume movie, CancellationToken token)
    {
        _metadata = metadata;
        _movie = movie;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        _measuring = Measure(0);
    }

    /// <summary>The next plane's, from the first on.</summary>
    /// <exception cref="Errors.DeepWonderException">NonFiniteSamples or ConstantMovie.</exception>
    public SampleScaling Next()
    {
        SampleScaling scaling = _measuring.GetAwaiter().GetResult();
        _next++;
        if (_next < _movie.PlaneCount)
        {
            _measuring = Measure(_next);
        }

        return scaling;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _measuring.WaitForEnd();
        _stop.Dispose();
    }

    private Task<SampleScaling> Measure(int plane) => Task.Run(() => StageScaling.Measure(_metadata, _movie, plane, _stop.Token));
}
