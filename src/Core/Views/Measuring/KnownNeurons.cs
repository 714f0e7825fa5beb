namespace DeepWonder3D.Views.Measuring;

/// <summary>Single neurons in space, taken together again.</summary>
internal static class KnownNeurons
{
    /// <summary>
    /// A population of the neurons given, which carries what they know themselves: the size of the pixels in which rows and columns are
    /// stated is the ratio of µm to pixels, taken where it is most exact.
    /// </summary>
    public static NeuronPopulation ToPopulation(IReadOnlyList<LocalizedNeuron> neurons)
    {
        double pixels = 0;
        double? pixelSize = null;
        foreach (LocalizedNeuron neuron in neurons)
        {
            foreach ((double um, double position) in new[] { (neuron.XUm, neuron.Column), (neuron.YUm, neuron.Row) })
            {
                if (double.IsFinite(um) && Math.Abs(position) > pixels)
                {
                    pixels = Math.Abs(position);
                    pixelSize = um / position;
                }
            }
        }

        return new NeuronPopulation
        {
            Name = "neurons",
            FrameCount = neurons.Count > 0 ? neurons[0].Trace.Length : 0,
            PixelSizeUm = pixelSize,
            Neurons = neurons,
        };
    }
}
