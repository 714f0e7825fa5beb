namespace DeepWonder3D.Tests.Simulation;

public class ViewGeometryTests
{
    [Theory]
    [InlineData(0, 2)]
    [InlineData(0.65, 2)]
    [InlineData(0.65, 1.3)]
    public void A_lone_cell_moves_between_views_as_the_calibration_says(double nucleus, double pixelUm)
    {
        int[] views = [113, 38, 53, 118, 173, 94];
        SimulationOptions dark = TestScenes.Dark(1, views);
        SimulationOptions options = dark with
        {
            PixelSizeUm = pixelUm,
            Neurons = dark.Neurons with
            {
                MinDepthUm = 37,
                MaxDepthUm = 37,
                NucleusRadius = nucleus,
                MarginUm = 0,
                Elongation = 0.3,
                Irregularity = 0.1,
            },
            Optics = dark.Optics with { RefractiveIndex = 1.33 },
        };
        options = InTheMiddle(options);
        using SimulatedRecording recording = TestScenes.Run(options);
        LocalizedNeuron truth = Assert.Single(recording.Truth.Neurons);

        (double row, double column) = Centroid(TestScenes.Samples(recording.BackgroundFree[0]), options.Width);
        Assert.Equal(truth.Row, row, 1e-6);
        Assert.Equal(truth.Column, column, 1e-6);
        for (int i = 1; i < views.Length; i++)
        {
            ViewPair pair = recording.Calibration!.Between(views[i], 113);
            double pixels = truth.ZUm / 1.33 * recording.Calibration.PixelSizeUm / pixelUm;
            (double viewRow, double viewColumn) = Centroid(TestScenes.Samples(recording.BackgroundFree[i]), options.Width);
            Assert.Equal(pair.RowSlope * pixels, viewRow - row, 1e-6);
            Assert.Equal(pair.ColumnSlope * pixels, viewColumn - column, 1e-6);
            Assert.Equal(viewRow, truth.Detections.Single(d => d.ViewId == views[i]).Row, 1e-6);
        }
    }

    [Fact]
    public void Intercepts_of_a_calibration_shift_its_views_at_every_depth()
    {
        ViewCalibration calibration = new([new ViewPair(114, 113, 0.2, 1.5, -0.1, -3)], 113, pixelSizeUm: 1, depthUnitUm: 2);
        SimulationOptions options = InTheMiddle(TestScenes.Dark(1, 113, 114) with { Calibration = calibration });
        using SimulatedRecording recording = TestScenes.Run(options);
        LocalizedNeuron truth = recording.Truth.Neurons[0];

        (double row, double column) = Centroid(TestScenes.Samples(recording.BackgroundFree[1]), options.Width);
        Assert.Equal(truth.Row + ((1.5 + (0.2 * truth.ZUm / 2)) / 2), row, 1e-6);
        Assert.Equal(truth.Column + ((-3 - (0.1 * truth.ZUm / 2)) / 2), column, 1e-6);
    }

    [Fact]
    public void Light_falls_and_blur_grows_with_depth_as_stated()
    {
        double Total(double depth, out double variance)
        {
            SimulationOptions dark = TestScenes.Dark(1);
            SimulationOptions options = InTheMiddle(dark with
            {
                Neurons = dark.Neurons with
                {
                    MinDepthUm = depth,
                    MaxDepthUm = depth,
                    MarginUm = 0,
                    Elongation = 0,
                    Irregularity = 0,
                    RadiusSdUm = 0,
                    NucleusRadius = 0,
                }
            });
            using SimulatedRecording recording = TestScenes.Run(options);
            float[] image = TestScenes.Samples(recording.BackgroundFree[0]);
            (double row, _) = Centroid(image, options.Width);
            variance = image.Select((v, i) => v * ((i / 96) - row) * ((i / 96) - row)).Sum() / image.Sum() * 4;
            return image.Sum(v => (double)v) / (1 + recording.Truth.Neurons[0].Trace[0]);
        }

        double near = Total(0, out double nearVariance);
        double deep = Total(40, out double deepVariance);
        OpticsOptions optics = new();
        NeuronOptions neurons = new();
        Assert.Equal(neurons.PhotonRate / 10, near, 0.02);
        Assert.Equal(Math.Exp(-40 / optics.ScatteringLengthUm), deep / near, 1e-3);

        // A ball has a fifth of its squared radius as variance; a pixel adds a twelfth of its width squared.
        double surface = new TissueOptions().SurfaceUm;
        double Blur(double depth) => (optics.BlurSigmaUm * optics.BlurSigmaUm) + Math.Pow(optics.DefocusBlur * depth, 2) + Math.Pow(
            optics.ScatterBlur * (depth - surface), 2);
        Assert.Equal(Blur(0) + (neurons.RadiusUm * neurons.RadiusUm / 5) + (4 / 12.0), nearVariance, 0.2);
        Assert.Equal(Blur(40) - Blur(0), deepVariance - nearVariance, 0.1);
    }

    [Fact]
    public void An_optical_section_sees_less_of_a_cell_the_farther_it_is_from_focus()
    {
        double Light(double depth)
        {
            SimulationOptions dark = TestScenes.Dark(1);
            SimulationOptions options = InTheMiddle(dark with
            {
                Neurons = dark.Neurons with { MinDepthUm = depth, MaxDepthUm = depth, MarginUm = 0, RadiusSdUm = 0 },
                Optics = dark.Optics with { AxialSigmaUm = 2.5 },
                Activity = new ActivityOptions { ActiveFraction = 0 },
            });
            using SimulatedRecording recording = TestScenes.Run(options);
            return TestScenes.Samples(recording.BackgroundFree[0]).Sum();
        }

        Assert.Equal(Light(6), Light(-6), 0.01 * Light(6));
        Assert.True(Light(0) > 1.5 * Light(6));
        Assert.True(Light(6) > 10 * Light(12));
        Assert.Equal(0, Light(30));
    }

    [Fact]
    public void Footprints_are_the_outline_of_the_body_whether_the_nucleus_is_dark_or_not()
    {
        int Area(double nucleus)
        {
            SimulationOptions dark = TestScenes.Dark(1);
            SimulationOptions options = InTheMiddle(dark with
            {
                PixelSizeUm = 0.5,
                Neurons = dark.Neurons with { MinDepthUm = 0, MaxDepthUm = 0, MarginUm = 0, RadiusSdUm = 0, NucleusRadius = nucleus },
                Optics = dark.Optics with { BlurSigmaUm = 0.8, ScatterBlur = 0, AxialSigmaUm = 1 },
            });
            using SimulatedRecording recording = TestScenes.Run(options);
            Neuron neuron = Assert.Single(recording.TruthByView[0].Neurons);
            Assert.True(neuron.Footprint.Contains((int)Math.Round(neuron.Row), (int)Math.Round(neuron.Column)));
            return neuron.AreaPx;
        }

        int filled = Area(0);
        Assert.Equal(filled, Area(0.7));
        Assert.InRange(filled * 0.25, 0.9 * Math.PI * 49, 1.1 * Math.PI * 49);
    }

    /// <summary>The same scene with a seed whose only neuron lies in the middle of the field.</summary>
    private static SimulationOptions InTheMiddle(SimulationOptions options)
    {
        for (ulong seed = 0; ; seed++)
        {
            SimulationOptions candidate = options with { Seed = seed };
            Cell cell = CellPlacer.Place(candidate)[0];
            if (Math.Abs(cell.YUm - (0.5 * options.FieldHeightUm)) < 0.12 * options.FieldHeightUm
                && Math.Abs(cell.XUm - (0.5 * options.FieldWidthUm)) < 0.12 * options.FieldWidthUm)
            {
                return candidate;
            }
        }
    }

    private static (double Row, double Column) Centroid(float[] image, int width)
    {
        double sum = 0;
        double row = 0;
        double column = 0;
        for (int i = 0; i < image.Length; i++)
        {
            sum += image[i];
            row += (double)image[i] * (i / width);
            column += (double)image[i] * (i % width);
        }

        return (row / sum, column / sum);
    }
}
