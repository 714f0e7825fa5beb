using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Simulation;

namespace DeepWonder3D.Evaluation;

/// <summary>What a user gave as the truth, and the part of it that belongs to what was found.</summary>
internal sealed class ComparisonTruth
{
    private readonly List<NeuronSet> _sets = [];
    private readonly List<string> _regionFiles = [];
    private NeuronPopulation? _population;

    /// <summary>Sorts the parts of a truth.</summary>
    /// <param name="parts">Simulated recordings, neuron sets, a population, or paths of region files.</param>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ParameterInvalid"/>: a part is none of these.</exception>
    public ComparisonTruth(IEnumerable<object> parts)
    {
        foreach (object part in parts)
        {
            switch (part)
            {
                case SimulatedRecording recording:
                    _sets.AddRange(recording.TruthByView);
                    _population = recording.Truth;
                    ViewSize = (recording.Views[0].Height, recording.Views[0].Width);
                    break;
                case NeuronSet set: _sets.Add(set); break;
                case NeuronPopulation population: _population = population; break;
                case string path: _regionFiles.Add(path); break;
                default:
                    throw new DeepWonderException(
                        ErrorId.ParameterInvalid,
                        $"A {part.GetType().Name} is no truth to compare with.",
                        part,
                        "Give a simulated recording, neurons of views or in space, or the path of hand-labelled regions.");
            }
        }
    }

    /// <summary>Rows and columns of the views, where a recording says.</summary>
    public (int Height, int Width)? ViewSize { get; }

    /// <summary>The true neurons of a view: those of its id, or the only ones there are.</summary>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.ViewIdUnknown"/>: several views are known and none is this one; or a region file cannot be read.
    /// </exception>
    public NeuronSet Of(NeuronSet found)
    {
        if (_regionFiles.Count > 0)
        {
            NeuronImportOptions view = new() { Height = found.Height, Width = found.Width, PixelSizeUm = found.PixelSizeUm };
            return NeuronFile.Read(_regionFiles[0], NeuronFileFormat.Auto, view) as NeuronSet ?? throw new DeepWonderException(
                ErrorId.NeuronFileInvalid,
                $"'{_regionFiles[0]}' holds neurons in space, where those of a view are needed.",
                _regionFiles[0],
                "Give the labels of the view.");
        }

        NeuronSet[] ofView = [.. _sets.Where(s => s.ViewId == found.ViewId)];
        return ofView is [NeuronSet one] ? one
            : _sets is [NeuronSet only] && (found.ViewId is null || only.ViewId is null) ? only
            : throw new DeepWonderException(
                ErrorId.ViewIdUnknown,
                $"The truth holds {ofView.Length} neuron sets of view "
                    + $"{found.ViewId?.ToString(CultureInfo.InvariantCulture) ?? "(unknown)"}, where one is needed.",
                found.Name,
                "Give the truth of the same view.");
    }

    /// <summary>The true neurons in space.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ParameterInvalid"/>: there are none.</exception>
    public NeuronPopulation InSpace() => _population ?? throw new DeepWonderException(
        ErrorId.ParameterInvalid, "The truth holds no neurons in space.", null, "Give a simulated recording or a population.");
}
