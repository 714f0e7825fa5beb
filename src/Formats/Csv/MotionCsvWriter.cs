using System.Globalization;
using DeepWonder3D.Files;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Formats.Csv;

/// <summary>
/// Writes how the tissue moved as a table: a row a frame (and plane), a column a quantity, then two for each node that bends.
/// </summary>
internal static class MotionCsvWriter
{
    /// <summary>Writes the table of a corrected recording.</summary>
    /// <exception cref="DeepWonderException">FileExists, DiskFull or FileWriteFailed; then nothing is left behind.</exception>
    public static void Write(Volume corrected, string path, bool overwrite, CancellationToken token) =>
        ResultFiles.Write(overwrite, (path, stream => Write(corrected, stream, token)));

    private static void Write(Volume corrected, Stream stream, CancellationToken token)
    {
        TissueMotion motion = corrected.Motion ?? throw new InvalidOperationException($"Nobody looked for motion in '{corrected}'.");
        bool isTimed = corrected.FrameRate is not null || corrected.FrameTimes is not null;
        HashSet<long> missing = [.. corrected.Missing?.Frames.Select(f => f.Frame) ?? []];
        using CsvWriter csv = new(stream);
        Head(csv, motion, isTimed);
        for (int i = 0; i < motion.RowShift.Length; i++)
        {
            token.ThrowIfCancellationRequested();
            (int frame, int plane) = Math.DivRem(i, motion.PlaneCount);
            csv.Write(frame);
            if (isTimed)
            {
                csv.Write(corrected.FrameTimes?[frame] ?? (frame / corrected.FrameRate!.Value));
            }

            if (motion.PlaneCount > 1)
            {
                csv.Write(plane);
            }

            csv.Write(motion.RowShift[i]).Write(motion.ColumnShift[i]);
            if (motion.Path is { } way)
            {
                csv.Write(way.YUm[frame]).Write(way.XUm[frame]).Write(way.ZUm[frame]);
            }

            csv.Write(motion.CorrelationBefore[i]).Write(motion.CorrelationAfter[i]).Write(motion.ErrorPx[i]);
            csv.Write(missing.Contains(frame) ? 1 : 0);
            foreach (float shift in motion.NodesOf(i))
            {
                csv.Write(shift);
            }

            csv.EndRow();
        }
    }

    private static void Head(CsvWriter csv, TissueMotion motion, bool isTimed)
    {
        csv.Write("Frame");
        if (isTimed)
        {
            csv.Write("TimeSeconds");
        }

        if (motion.PlaneCount > 1)
        {
            csv.Write("Plane");
        }

        csv.Write("RowShiftPx").Write("ColumnShiftPx");
        if (motion.Path is not null)
        {
            csv.Write("YUm").Write("XUm").Write("ZUm");
        }

        csv.Write("CorrelationBefore").Write("CorrelationAfter").Write("ErrorPx").Write("Missing");
        foreach (string axis in (ReadOnlySpan<string>)["Row", "Column"])
        {
            for (int node = 0; node < motion.NodeRows * motion.NodeColumns; node++)
            {
                csv.Write(string.Create(
                    CultureInfo.InvariantCulture, $"Node_{node / motion.NodeColumns}_{node % motion.NodeColumns}_{axis}ShiftPx"));
            }
        }

        csv.EndRow();
    }
}
