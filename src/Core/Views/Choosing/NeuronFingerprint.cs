using System.IO.Hashing;
using System.Runtime.InteropServices;
using DeepWonder3D.Neurons;

namespace DeepWonder3D.Views.Choosing;

/// <summary>
/// Tells one set of neurons from another, so that what was decided about one is not applied to the other: a hash over ids and pixels, or in
/// space over ids and places. Names, traces and history are not in it; files keep all that is.
/// </summary>
public static class NeuronFingerprint
{
    /// <summary>The fingerprint of a view's neurons.</summary>
    /// <param name="set">The neurons.</param>
    /// <returns>32 hexadecimal digits.</returns>
    public static string Of(NeuronSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        XxHash128 hash = new();
        Add(hash, set.Height, set.Width, set.Count);
        foreach (Neuron neuron in set.Neurons.OrderBy(n => n.Id))
        {
            Add(hash, neuron.Id, neuron.AreaPx);
            Add(hash, neuron.Footprint.Pixels);
        }

        return Convert.ToHexString(hash.GetCurrentHash());
    }

    /// <summary>The fingerprint of neurons in space.</summary>
    /// <param name="population">The neurons.</param>
    /// <returns>32 hexadecimal digits.</returns>
    public static string Of(NeuronPopulation population)
    {
        ArgumentNullException.ThrowIfNull(population);
        XxHash128 hash = new();
        Add(hash, -1, population.Count);
        foreach (LocalizedNeuron neuron in population.Neurons.OrderBy(n => n.Id))
        {
            Add(hash, neuron.Id, Bits(neuron.Row), Bits(neuron.Column), Bits(neuron.ZUm));
        }

        return Convert.ToHexString(hash.GetCurrentHash());
    }

    /// <summary>A number as formats of single precision keep it.</summary>
    private static int Bits(double value) => double.IsNaN(value) ? int.MinValue : BitConverter.SingleToInt32Bits((float)value);

    private static void Add(XxHash128 hash, params ReadOnlySpan<int> values)
    {
        Span<int> little = values.Length <= 64 ? stackalloc int[values.Length] : new int[values.Length];
        values.CopyTo(little);
        if (!BitConverter.IsLittleEndian)
        {
            System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(little, little);
        }

        hash.Append(MemoryMarshal.AsBytes(little));
    }
}
