using System.Globalization;
using DeepWonder3D.Errors;
using DeepWonder3D.Models.Checkpoints;

namespace DeepWonder3D.Models.Networks;

/// <summary>
/// Hands a checkpoint's tensors to the network that is built from them, by name and shape, so that what is missing, misshapen or too much
/// is named.
/// </summary>
internal sealed class TensorSource(Checkpoint checkpoint)
{
    private const int MostNamed = 5;
    private const int MostMembers = 8;

    private readonly HashSet<string> _taken = [];

    /// <summary>All names, in the file's order.</summary>
    public IEnumerable<string> Names => checkpoint.Tensors.Keys;

    /// <summary>Takes a tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its shape; −1 stands for any length.</param>
    /// <param name="reason">Why it must have this shape, if there is something to say.</param>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.CheckpointTensorMismatch"/>.</exception>
    public Tensor Take(string name, ReadOnlySpan<long> shape, string reason = "")
    {
        Tensor tensor = Peek(name, shape, reason);
        _taken.Add(name);
        return tensor;
    }

    /// <summary>Looks at a tensor that will be taken later, as <see cref="Take"/> does.</summary>
    public Tensor Peek(string name, ReadOnlySpan<long> shape, string reason = "")
    {
        if (!checkpoint.Tensors.TryGetValue(name, out Tensor? tensor))
        {
            throw Mismatch($"lacks the tensor '{name}' of shape {Tensor.ShapeText(shape)}");
        }

        bool fits = tensor.Shape.Length == shape.Length;
        for (int axis = 0; fits && axis < shape.Length; axis++)
        {
            fits = shape[axis] < 0 || shape[axis] == tensor.Shape[axis];
        }

        if (!fits)
        {
            throw Mismatch(
                $"has the tensor '{name}' in shape {Tensor.ShapeText(tensor.Shape)} where {Tensor.ShapeText(shape)} is needed{reason}");
        }

        return tensor;
    }

    /// <summary>
    /// How many members a list of layers has: one more than the greatest number that follows <paramref name="list"/> in a name, and at most
    /// 8.
    /// </summary>
    /// <param name="list">What the names of its members begin with, up to the number.</param>
    public int CountOf(string list) =>
        1 + Names.Where(name => name.StartsWith(list, StringComparison.Ordinal)).Max(name => IndexIn(name[list.Length..])) ?? 0;

    /// <summary>Ends the building.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.CheckpointTensorMismatch"/>: a tensor was not taken.</exception>
    public void RequireAllTaken()
    {
        string[] left = [.. Names.Where(name => !_taken.Contains(name))];
        if (left.Length > 0)
        {
            string more = left.Length > MostNamed ? $" and {left.Length - MostNamed} more" : "";
            throw Mismatch($"has tensors that the network does not: '{string.Join("', '", left.Take(MostNamed))}'{more}");
        }
    }

    private static int? IndexIn(string rest) =>
        int.TryParse(rest.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < MostMembers
            ? index
            : null;

    /// <summary>The error of a tensor that does not fit.</summary>
    /// <param name="what">What the checkpoint has or lacks.</param>
    public DeepWonderException Mismatch(string what) => new(
        ErrorId.CheckpointTensorMismatch,
        $"The checkpoint '{checkpoint.Path}' {what}.",
        checkpoint.Path,
        "It is of another variant of the network, or incomplete.");
}
