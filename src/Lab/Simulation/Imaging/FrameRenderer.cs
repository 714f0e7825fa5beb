namespace DeepWonder3D.Simulation;

/// <summary>Makes the frames of one perspective, with buffers of its own: one for each thread.</summary>
internal sealed class FrameRenderer(SimulationOptions options, ViewScene scene, MotionPath motion, float[] illumination)
{
    private readonly ViewScene _scene = scene;
    private readonly float[] _illumination = illumination;
    private readonly float[] _background = new float[scene.Canvas.Length];
    private readonly float[] _neurons = new float[scene.Canvas.Length];
    private readonly float[] _line = new float[scene.Canvas.Width];

    /// <summary>Expected photons of each pixel of the frame that was last rendered.</summary>
    public float[] Photons { get; } = new float[illumination.Length];

    /// <summary>Those of them that come from the neurons in range.</summary>
    public float[] NeuronPhotons { get; } = new float[illumination.Length];

    /// <summary>Room for the frame's counts.</summary>
    public float[] Counts { get; } = new float[illumination.Length];

    public void Render(int frame)
    {
        _scene.Compose(frame, _background, _neurons);
        TensorPrimitives.Add(_background, _neurons, _background);
        float bleached = Bleached(frame);
        Finish(_background, frame, bleached, Photons);
        if (options.KeepBackgroundFree)
        {
            Finish(_neurons, frame, bleached, NeuronPhotons);
        }
    }

    private void Finish(float[] canvas, int frame, float scale, float[] destination)
    {
        if (_scene.Canvas.Border == 0)
        {
            canvas.CopyTo(destination, 0);
        }
        else if (motion.Bends)
        {
            SubpixelShift.Apply(canvas, _scene.Canvas, (row, column) => Displacement(frame, row, column), destination);
        }
        else
        {
            (double rows, double columns) = Displacement(frame, 0, 0);
            SubpixelShift.Apply(canvas, _scene.Canvas, rows, columns, _line, destination);
        }

        TensorPrimitives.Multiply(destination, _illumination, destination);
        TensorPrimitives.Multiply(destination, scale, destination);
    }

    private (double Rows, double Columns) Displacement(int frame, int row, int column)
    {
        (double y, double x) = motion.At(frame, row * options.PixelSizeUm, column * options.PixelSizeUm);
        double depth = motion.DepthAt(frame);
        return (
            (y / options.PixelSizeUm) + (_scene.View.RowsPerUm * depth), (x / options.PixelSizeUm) + (_scene.View.ColumnsPerUm * depth));
    }

    /// <summary>The share of the fluorescence that is left.</summary>
    private float Bleached(int frame)
    {
        TissueOptions tissue = options.Tissue;
        return (float)(1 - (tissue.BleachFraction * (1 - Math.Exp(-frame / (options.FrameRate * tissue.BleachTimeS)))));
    }
}
