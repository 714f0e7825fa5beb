using System.Numerics.Tensors;

namespace DeepWonder3D.Simulation;

/// <summary>Makes the frames of one perspective, with buffers of its own: one for each thread.</summary>
internal sealed class FrameRenderer
{
    private readonly SimulationOptions _options;
    private readonly ViewScene _scene;
    private readonly MotionPath _motion;
    private readonly float[] _illumination;
    private readonly float[] _background;
    private readonly float[] _neurons;
    private readonly float[] _line;

    public FrameRenderer(SimulationOptions options, ViewScene scene, MotionPath motion, float[] illumination)
    {
        _options = options;
        _scene = scene;
        _motion = motion;
        _illumination = illumination;
        _background = new float[scene.Canvas.Length];
        _neurons = new float[scene.Canvas.Length];
        _line = new float[scene.Canvas.Width];
        Photons = new float[illumination.Length];
        NeuronPhotons = new float[illumination.Length];
        Counts = new float[illumination.Length];
    }

    /// <summary>Expected photons of each pixel of the frame that was last rendered.</summary>
    public float[] Photons { get; }

    /// <summary>Those of them that come from the neurons in range.</summary>
    public float[] NeuronPhotons { get; }

    /// <summary>Room for the frame's counts.</summary>
    public float[] Counts { get; }

    public void Render(int frame)
    {
        _scene.Compose(frame, _background, _neurons);
        TensorPrimitives.Add(_background, _neurons, _background);
        (double y, double x) = _motion.At(frame);
        float bleached = Bleached(frame);
        Finish(_background, y, x, bleached, Photons);
        if (_options.KeepBackgroundFree)
        {
            Finish(_neurons, y, x, bleached, NeuronPhotons);
        }
    }

    private void Finish(float[] canvas, double yUm, double xUm, float scale, float[] destination)
    {
        if (_scene.Canvas.Border == 0)
        {
            canvas.CopyTo(destination, 0);
        }
        else
        {
            SubpixelShift.Apply(canvas, _scene.Canvas, yUm / _options.PixelSizeUm, xUm / _options.PixelSizeUm, _line, destination);
        }

        TensorPrimitives.Multiply(destination, _illumination, destination);
        TensorPrimitives.Multiply(destination, scale, destination);
    }

    /// <summary>The share of the fluorescence that is left.</summary>
    private float Bleached(int frame)
    {
        TissueOptions tissue = _options.Tissue;
        return (float)(1 - (tissue.BleachFraction * (1 - Math.Exp(-frame / (_options.FrameRate * tissue.BleachTimeS)))));
    }
}
