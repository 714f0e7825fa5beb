namespace DeepWonder3D.Simulation;

/// <summary>The image that one perspective has of single cells, pieces and vessels.</summary>
internal sealed class ViewOptics(SimulationOptions options, Perspective view, Canvas canvas)
{
    // The true neurons' images are kept far into their tails, so that their centroids are exact; of all others less suffices.
    private const double TruthReach = 6;
    private const double Reach = 3.5;

    // A soma blurred by more than this many radii cannot be told from a point of the same width.
    private const double PointLike = 2.5;

    // Cells further from an optical section than this many of its deviations give no light.
    private const double SectionReach = 4;

    /// <summary>Where a place in the tissue appears, pixels of the field.</summary>
    public (double Row, double Column) Project(double yUm, double xUm, double zUm)
    {
        (double rows, double columns) = view.ShiftPx(zUm);
        return ((yUm / options.PixelSizeUm) + rows, (xUm / options.PixelSizeUm) + columns);
    }

    /// <summary>Standard deviation of the blur of a source, µm.</summary>
    public double SigmaUm(double zUm)
    {
        OpticsOptions optics = options.Optics;
        double defocus = optics.DefocusBlur * (zUm - view.FocusUm);
        double scatter = optics.ScatterBlur * Math.Max(0, zUm - options.Tissue.SurfaceUm);
        return Math.Sqrt((optics.BlurSigmaUm * optics.BlurSigmaUm) + (defocus * defocus) + (scatter * scatter));
    }

    /// <summary>The light of a cell (photons a frame at rest) and the part of the neuropil that it displaces (0 to 1 a pixel).</summary>
    public (Patch Glow, Patch Body) Render(Cell cell)
    {
        double? axialSigma = options.Optics.AxialSigmaUm;
        double below = cell.ZUm - view.FocusUm;
        if (axialSigma is { } section && Math.Abs(below) > (SectionReach * section) + cell.Soma.RadiusUm)
        {
            return (Patch.Empty, Patch.Empty);
        }

        double sigma = SigmaUm(cell.ZUm);
        double spacing = Math.Clamp(0.6 * sigma, cell.Soma.RadiusUm / 10, cell.Soma.RadiusUm / 6);
        (PointGrid glow, PointGrid body) = cell.Soma.Sample(spacing, axialSigma, below);
        double photons = cell.PhotonRate * Attenuation(cell.ZUm) / options.FrameRate;
        double area = spacing * spacing / (options.PixelSizeUm * options.PixelSizeUm);
        return (Image(glow, sigma, cell, photons), Image(body, sigma, cell, area));
    }

    /// <summary>The light of a piece of dendrite or axon.</summary>
    public Patch Render(ProcessPiece piece)
    {
        double sigma = SigmaUm(piece.ZUm);
        double fromSection = options.Optics.AxialSigmaUm is { } section ? (piece.ZUm - view.FocusUm) / section : 0;
        if (Math.Abs(fromSection) > SectionReach)
        {
            return Patch.Empty;
        }

        double photons = Math.Exp(-0.5 * fromSection * fromSection) * piece.PhotonRate * Attenuation(piece.ZUm) / options.FrameRate;
        (double minY, double minX) = (piece.Points.Min(p => p.Y), piece.Points.Min(p => p.X));
        double extent = Math.Max(piece.Points.Max(p => p.Y) - minY, piece.Points.Max(p => p.X) - minX);
        double spacing = 0.5;
        int side = (int)Math.Ceiling(extent / spacing) + 1;
        double[] values = new double[side * side];
        foreach ((double y, double x) in piece.Points)
        {
            values[((int)Math.Round((y - minY) / spacing) * side) + (int)Math.Round((x - minX) / spacing)]++;
        }

        (double row, double column) = Project(minY, minX, piece.ZUm);
        PointGrid grid = new(values, side, spacing, 0, 0);
        return Patch.Render(
            grid, options.PixelSizeUm, sigma, Reach, row + canvas.Border, column + canvas.Border, photons, canvas);
    }

    /// <summary>The share of light that vessels let through, on the canvas.</summary>
    public float[] Transmission(IReadOnlyList<Vessel> vessels)
    {
        float[] through = new float[canvas.Length];
        through.AsSpan().Fill(1);
        foreach (Vessel vessel in vessels)
        {
            float[] covered = new float[canvas.Length];
            foreach ((double y, double x, double radius) in vessel.Discs)
            {
                (double row, double column) = Project(y, x, vessel.DepthUm);
                Stamp(covered, row + canvas.Border, column + canvas.Border, radius / options.PixelSizeUm, radius / vessel.RadiusUm);
            }

            GaussianBlur.Apply(covered, canvas.Width, SigmaUm(vessel.DepthUm) / options.PixelSizeUm);
            for (int i = 0; i < through.Length; i++)
            {
                through[i] *= 1 - (float)(vessel.Absorption * covered[i]);
            }
        }

        return through;
    }

    private Patch Image(PointGrid grid, double sigmaUm, Cell cell, double scale)
    {
        (double row, double column) = Project(cell.YUm, cell.XUm, cell.ZUm);
        bool isTruth = cell.Kind == CellKind.InRange;
        if (!isTruth && sigmaUm > PointLike * cell.Soma.RadiusUm)
        {
            (grid, double variance) = grid.Collapsed();
            sigmaUm = Math.Sqrt((sigmaUm * sigmaUm) + variance);
        }

        return Patch.Render(
            grid,
            options.PixelSizeUm,
            sigmaUm,
            isTruth ? TruthReach : Reach,
            row + canvas.Border,
            column + canvas.Border,
            scale,
            canvas);
    }

    /// <summary>Two-photon light comes from the focus, wherever in the section a source lies; one-photon light from the source.</summary>
    private double Attenuation(double zUm)
    {
        OpticsOptions optics = options.Optics;
        return Math.Exp(-(optics.AxialSigmaUm is null ? zUm : view.FocusUm) / optics.ScatteringLengthUm);
    }

    /// <summary>Covers a disc by so much, thinning towards its edge as a cylinder does.</summary>
    private void Stamp(float[] covered, double row, double column, double radius, double depth)
    {
        int firstRow = Math.Max(0, (int)Math.Ceiling(row - radius));
        int lastRow = Math.Min(canvas.Height - 1, (int)Math.Floor(row + radius));
        int firstColumn = Math.Max(0, (int)Math.Ceiling(column - radius));
        int lastColumn = Math.Min(canvas.Width - 1, (int)Math.Floor(column + radius));
        for (int r = firstRow; r <= lastRow; r++)
        {
            for (int c = firstColumn; c <= lastColumn; c++)
            {
                double square = (((r - row) * (r - row)) + ((c - column) * (c - column))) / (radius * radius);
                float thickness = (float)(depth * Math.Min(1, 1.5 * Math.Sqrt(Math.Max(0, 1 - square))));
                int i = (r * canvas.Width) + c;
                covered[i] = Math.Max(covered[i], thickness);
            }
        }
    }
}
