using System.Text.Json;
using DeepWonder3D.Formats.Mat;
using DeepWonder3D.Formats.Mat.Version73;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.Formats.NeuronFiles.Mat;

/// <summary>Neurons in MATLAB files of level 5 and 7.3.</summary>
internal static class NeuronMatFile
{
    public static void Write(Stream stream, object neurons, CancellationToken cancellation) =>
        MatWriter.Write(stream, Variables(neurons), compress: true, cancellation);

    public static void Write73(Stream stream, object neurons, CancellationToken cancellation) =>
        Mat73Writer.Write(stream, Variables(neurons), cancellation);

    public static NeuronFileContent Read(string path)
    {
        Dictionary<string, MatArray> all = MatVariableFile.Read(path, name => name != MatNames.ViewTraces);
        if (all.ContainsKey(MatNames.Detections) && all.ContainsKey(MatNames.ViewIds))
        {
            // Published files hold such traces too, and they can be large: without detections they have no place.
            Dictionary<string, MatArray> traces = MatVariableFile.Read(path, name => name == MatNames.ViewTraces);
            all[MatNames.ViewTraces] = traces.GetValueOrDefault(MatNames.ViewTraces) ?? MatNumeric.Empty;
        }

        MatVariables variables = new(all, path);
        try
        {
            return variables.Find(MatNames.Masks) is not null ? NeuronSetMat.Read(variables)
                : variables.Find(MatNames.Positions) is not null || variables.Find(MatNames.Coordinates) is not null
                    ? NeuronPopulationMat.Read(variables)
                : variables.Find(NeuronFallReader.Statistics) is not null ? NeuronFallReader.Read(variables)
                : throw variables.Invalid(
                    $"it holds none of the variables '{MatNames.Masks}', '{MatNames.Positions}', '{MatNames.Coordinates}' and "
                        + $"'{NeuronFallReader.Statistics}'");
        }
        catch (Exception e) when (e is OverflowException or JsonException)
        {
            throw NeuronFileErrors.Invalid(path, e.Message.TrimEnd('.'), e);
        }
    }

    private static List<(string Name, MatArray Array)> Variables(object neurons) =>
        neurons is NeuronSet set ? NeuronSetMat.ToVariables(set) : NeuronPopulationMat.ToVariables((NeuronPopulation)neurons);
}
