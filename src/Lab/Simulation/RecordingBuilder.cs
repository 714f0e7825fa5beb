namespace DeepWonder3D.Simulation;

/// <summary>The movies of a recording while they are made. Frames may be written from many threads.</summary>
internal sealed class RecordingBuilder : IDisposable
{
    private readonly SimulationOptions _options;
    private readonly HistoryStep _step;
    private readonly Dictionary<int, VolumeBuilder> _recorded = [];
    private readonly Dictionary<int, VolumeBuilder> _clean = [];
    private readonly Dictionary<int, VolumeBuilder> _neurons = [];
    private readonly List<Volume> _built = [];

    public RecordingBuilder(SimulationOptions options, IReadOnlyList<Perspective> views, HistoryStep step)
    {
        _options = options;
        _step = step;
        foreach (Perspective view in views.DistinctBy(Stack))
        {
            _recorded[Stack(view)] = new VolumeBuilder(Info("", view), SampleType.UInt16);
            if (options.KeepClean)
            {
                _clean[Stack(view)] = new VolumeBuilder(Info("_clean", view));
            }

            if (options.KeepBackgroundFree)
            {
                _neurons[Stack(view)] = new VolumeBuilder(Info("_neurons", view));
            }
        }
    }

    /// <summary>The name of the movie that a perspective goes to.</summary>
    public string NameOf(Perspective view) => Name("", view);

    /// <summary>Records what a renderer has just made.</summary>
    public void Write(Perspective view, int frame, FrameRenderer rendered, Camera camera)
    {
        if (_neurons.TryGetValue(Stack(view), out VolumeBuilder? neurons))
        {
            float gain = (float)_options.Camera.Gain;
            TensorPrimitives.Multiply(rendered.NeuronPhotons, gain, rendered.Counts);
            neurons.WritePlane<float>(frame, view.Plane, rendered.Counts);
        }

        if (_clean.TryGetValue(Stack(view), out VolumeBuilder? clean))
        {
            camera.Expect(rendered.Photons, rendered.Counts);
            clean.WritePlane<float>(frame, view.Plane, rendered.Counts);
        }

        camera.Expose(rendered.Photons, view.Key, frame, rendered.Counts);
        _recorded[Stack(view)].WritePlane<float>(frame, view.Plane, rendered.Counts);
    }

    public SimulatedRecording Build(NeuronPopulation truth, IReadOnlyList<NeuronSet> truthByView, ViewCalibration? calibration)
    {
        SimulatedRecording recording = new()
        {
            Name = _options.Name,
            Seed = _options.Seed,
            Views = Build(_recorded),
            Clean = Build(_clean),
            BackgroundFree = Build(_neurons),
            Truth = truth,
            TruthByView = truthByView,
            Calibration = calibration,
        };
        _built.Clear();
        return recording;
    }

    public void Dispose()
    {
        foreach (IDisposable movie in _recorded.Values.Concat(_clean.Values).Concat(_neurons.Values).Concat<IDisposable>(_built))
        {
            movie.Dispose();
        }
    }

    private List<Volume> Build(Dictionary<int, VolumeBuilder> builders)
    {
        List<Volume> volumes = [.. builders.Values.Select(b => b.Build(_step))];
        _built.AddRange(volumes);
        return volumes;
    }

    /// <summary>Planes share one movie; each view has its own.</summary>
    private static int Stack(Perspective view) => view.ViewId ?? 0;

    private string Name(string what, Perspective view) => view.ViewId is { } id ? $"{_options.Name}{what}_view_{id}" : _options.Name + what;

    private VolumeInfo Info(string what, Perspective view)
    {
        IReadOnlyList<double> planes = _options.PlaneDepthsUm;
        return new VolumeInfo
        {
            Name = Name(what, view),
            FrameCount = _options.FrameCount,
            PlaneCount = Math.Max(1, planes.Count),
            Height = _options.Height,
            Width = _options.Width,
            FrameRate = _options.FrameRate,
            PixelSizeUm = _options.PixelSizeUm,
            PlaneStepUm = planes.Count > 1 ? planes[1] - planes[0] : null,
            ViewId = view.ViewId,
        };
    }
}
