using DeepWonder3D.Neurons;

namespace DeepWonder3D.Formats.NeuronFiles.Mat;

/// <summary>Which pixels belong to one neuron only.</summary>
internal sealed class ExclusivePixels
{
    private readonly byte[] _owners;

    public ExclusivePixels(NeuronSet set)
    {
        _owners = new byte[checked(set.Height * set.Width)];
        foreach (Neuron neuron in set.Neurons)
        {
            foreach (int pixel in neuron.Footprint.Pixels)
            {
                _owners[pixel] = (byte)Math.Min(_owners[pixel] + 1, 2);
            }
        }
    }

    /// <summary>The pixels (row · width + column) that no other neuron covers, ascending.</summary>
    public int[] Of(Neuron neuron)
    {
        List<int> pixels = [];
        foreach (int pixel in neuron.Footprint.Pixels)
        {
            if (_owners[pixel] == 1)
            {
                pixels.Add(pixel);
            }
        }

        return [.. pixels];
    }
}
