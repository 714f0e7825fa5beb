using System.Text;
using DeepWonder3D.Formats.Calibrations;
using DeepWonder3D.Formats.Mat;
using DeepWonder3D.Formats.NeuronFiles.Json;
using DeepWonder3D.Neurons;

namespace DeepWonder3D.Formats.NeuronFiles.Mat;

/// <summary>What holds for all neurons of a file, as variables beside the published ones.</summary>
internal static class MatHead
{
    public static IEnumerable<(string Name, MatArray Array)> ToVariables(NeuronFileHead head)
    {
        yield return (MatNames.Name, new MatText(head.Name ?? ""));
        yield return (MatNames.FrameCount, Scalar(head.FrameCount));
        yield return (MatNames.FrameRate, Scalar(head.FrameRate));
        if (head.FrameTimes is { } times)
        {
            yield return (MatNames.FrameTimes, MatNumeric.Row(times));
        }

        yield return (MatNames.PixelSizeUm, Scalar(head.PixelSizeUm));
        if (head.PixelAspect is { } aspect)
        {
            yield return (MatNames.PixelAspect, Scalar(aspect));
        }

        if (head.Kind == NeuronFileKind.View)
        {
            yield return (MatNames.ViewId, Scalar(head.ViewId));
        }

        if (head.Labels.Count > 0)
        {
            yield return (MatNames.Labels, new MatText(LabelJson.ToText(head.Labels)));
        }

        if (head.Picture is { } picture)
        {
            yield return (MatNames.Picture, new MatComputed(picture.Height, picture.Width, (row, column) => picture[row, column]));
        }

        yield return (MatNames.History, new MatText(HistoryJson.ToText(head.History)));
        foreach ((string, MatArray) variable in head.Calibration is null ? [] : CalibrationMat.ToVariables(head.Calibration))
        {
            yield return variable;
        }
    }

    public static NeuronFileHead Read(MatVariables variables, NeuronFileKind kind) => new()
    {
        Kind = kind,
        Name = variables.Text(MatNames.Name),
        ViewId = (int?)variables.Scalar(MatNames.ViewId),
        FrameCount = (long?)variables.Scalar(MatNames.FrameCount),
        FrameRate = variables.Scalar(MatNames.FrameRate),
        FrameTimes = variables.Find(MatNames.FrameTimes) is MatNumeric { Count: > 0 } times ? times.ToDoubles() : null,
        PixelSizeUm = variables.Scalar(MatNames.PixelSizeUm),
        PixelAspect = variables.Scalar(MatNames.PixelAspect),
        Labels = variables.Text(MatNames.Labels) is { } labels ? LabelJson.Read(labels) : new Dictionary<int, string>(),
        Picture = variables.Find(MatNames.Picture) is { Count: > 0 } picture
            ? Picture(variables.Matrix(picture, MatNames.Picture, null, null))
            : null,
        Calibration = variables.Find(CalibrationMat.Matrix) is null
            ? null
            : CalibrationMat.Read(variables.All, CalibrationUnits.Unknown, variables.Path),
        History = variables.Text(MatNames.History) is { } history ? HistoryJson.Read(Encoding.UTF8.GetBytes(history)) : [],
    };

    private static MeanPicture Picture(MatNumeric matrix)
    {
        (int height, int width) = (matrix.Dims[0], matrix.Dims[1]);
        double[] columns = matrix.ToDoubles();
        return new MeanPicture(
            [.. Enumerable.Range(0, columns.Length).Select(i => (float)columns[(i % width * height) + (i / width)])], height, width);
    }

    /// <summary>What is not known is an empty array, which MATLAB's <c>isempty</c> tells.</summary>
    private static MatNumeric Scalar(double? value) => value is { } known ? MatNumeric.Scalar(known) : MatNumeric.Empty;
}
