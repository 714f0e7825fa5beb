using System.Runtime.InteropServices;
using DeepWonder3D.Formats.Hdf5;
using DeepWonder3D.Formats.Hdf5.Structure;
using DeepWonder3D.Formats.Hdf5.Writing;
using DeepWonder3D.Formats.Nwb;
using DeepWonder3D.Neurons;

namespace DeepWonder3D.Formats.NeuronFiles.Nwb;

/// <summary>The mean picture of a recording as a summary image; the schema orders an image's axes x, y.</summary>
internal static class NwbPicture
{
    /// <summary>Writes the container of images with the picture in it.</summary>
    /// <returns>Its address.</returns>
    public static long Write(NwbBuilder file, string path, MeanPicture picture)
    {
        Hdf5Writer w = file.Writer;
        float[] turned = Turned(picture.AsSpan(), picture.Height, picture.Width);
        long image = w.Dataset(
            Hdf5ItemType.Float(4),
            [picture.Width, picture.Height],
            MemoryMarshal.AsBytes(turned.AsSpan()),
            file.Typed(
                $"{path}/{NwbColumns.Mean}",
                "GrayscaleImage",
                NwbNames.Core,
                w.Text(NwbNames.Description, "mean of the recording, NaN where it has no data")));
        return w.Group(
            [(NwbColumns.Mean, image)],
            file.Typed(path, "Images", NwbNames.Core, w.Text(NwbNames.Description, "what the field looks like")));
    }

    /// <summary>The picture of a file that <see cref="Write"/> wrote; null where there is none.</summary>
    public static MeanPicture? Read(Hdf5Node? images)
    {
        if (images?.Dataset(NwbColumns.Mean) is not { Lengths: [> 0 and <= int.MaxValue, > 0 and <= int.MaxValue] lengths } image)
        {
            return null;
        }

        float[] samples = Array.ConvertAll(image.Read().Numbers(), v => (float)v);
        return new MeanPicture(Turned(samples, (int)lengths[0], (int)lengths[1]), (int)lengths[1], (int)lengths[0]);
    }

    private static float[] Turned(ReadOnlySpan<float> samples, int height, int width)
    {
        float[] turned = new float[samples.Length];
        for (int i = 0; i < samples.Length; i++)
        {
            turned[(i % width * height) + (i / width)] = samples[i];
        }

        return turned;
    }
}
