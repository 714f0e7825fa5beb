// The engine without PowerShell: opens a movie, denoises it, and prints its neurons.
// dotnet run -c Release --project examples/engine -- mouse.tif 1.15
using System.Globalization;
using DeepWonder3D;
using DeepWonder3D.Formats;
using DeepWonder3D.Neurons;
using DeepWonder3D.Stages;
using DeepWonder3D.Volumes;

VolumeReadOptions stated = new() { PixelSizeUm = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : null };
using Volume movie = VolumeReader.Open(args[0], stated);
using Volume denoised = Denoising.Run(movie);
using Volume light = BackgroundRemoval.Run(denoised);
foreach (Neuron neuron in NeuronFinding.Run(light).Neurons)
{
    Console.WriteLine(FormattableString.Invariant(
        $"{neuron.Id,4} {neuron.Row,8:0.0} {neuron.Column,8:0.0} {neuron.AreaPx,5} px {neuron.Trace}"));
}
