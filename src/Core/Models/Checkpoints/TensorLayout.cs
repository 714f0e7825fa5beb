using DeepWonder3D.Errors;

namespace DeepWonder3D.Models.Checkpoints;

/// <summary>Brings a tensor's samples from its storage, with any offset and strides, into C order.</summary>
internal static class TensorLayout
{
    /// <summary>Checks a tensor against its storage and gathers its samples.</summary>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.CheckpointInvalid"/>: the tensor reaches outside its storage, or its samples overlap.
    /// </exception>
    public static Tensor Gather(TensorReference reference, CheckpointArchive archive, string name, string path)
    {
        // Its storage bounds the numbers that the tensor's layout is made of, so it comes first.
        float[] samples = archive.Storage(reference.Storage);
        if (Problem(reference) is { } problem)
        {
            throw new DeepWonderException(
                ErrorId.CheckpointInvalid,
                $"The tensor '{name}' of the checkpoint '{path}' {problem} (shape {Tensor.ShapeText(reference.Shape)}, strides " +
                $"{string.Join(", ", reference.Strides)}, offset {reference.Offset}, {reference.Storage.Count} samples stored).",
                path,
                "Copy the file again from its source.");
        }

        float[] gathered = new float[reference.Shape.Aggregate(1L, (product, length) => product * length)];
        long[] index = new long[reference.Shape.Length];
        long source = reference.Offset;
        for (int i = 0; i < gathered.Length; i++)
        {
            gathered[i] = samples[source];
            source += Step(index, reference);
        }

        return new Tensor(reference.Shape, gathered);
    }

    /// <summary>Moves to the next sample in C order, and says how far that is in the storage.</summary>
    private static long Step(long[] index, TensorReference reference)
    {
        long step = 0;
        for (int axis = index.Length - 1; axis >= 0; axis--)
        {
            if (++index[axis] < reference.Shape[axis])
            {
                return step + reference.Strides[axis];
            }

            step -= (reference.Shape[axis] - 1) * reference.Strides[axis];
            index[axis] = 0;
        }

        return step;
    }

    /// <summary>
    /// What is wrong with a layout, if anything is. Samples that do not overlap are no more than the storage holds, so that a small file
    /// cannot ask for a large tensor.
    /// </summary>
    private static string? Problem(TensorReference reference)
    {
        if (reference.Shape.Length != reference.Strides.Length)
        {
            return "has not one stride for each axis";
        }

        if (reference.Offset < 0 || reference.Shape.Any(length => length < 1) || reference.Strides.Any(stride => stride < 0))
        {
            return "has a length, a stride or an offset that none can have";
        }

        long count = reference.Storage.Count;
        long reach = 0;
        foreach ((long stride, long length)
            in reference.Strides.Zip(reference.Shape).Where(axis => axis.Second > 1).OrderBy(axis => axis.First))
        {
            if (stride <= reach)
            {
                return "has samples that overlap";
            }

            if (length > count || stride > count || (reach += (length - 1) * stride) >= count)
            {
                return "reaches outside its storage";
            }
        }

        return reference.Offset >= count - reach ? "reaches outside its storage" : null;
    }
}
