using System.Buffers.Binary;
using System.Text.Json;
using DeepWonder3D.Neurons;

namespace DeepWonder3D.Formats.NeuronFiles.Json;

/// <summary>The picture of a field in JSON: its samples are bytes in base 64, so that a picture is a line and keeps every bit.</summary>
internal sealed record PictureJson
{
    /// <summary>What the samples are called: 32-bit floats, little-endian, row by row.</summary>
    public const string Samples = "float32";

    public int? Height { get; init; }

    public int? Width { get; init; }

    public byte[]? Float32 { get; init; }

    /// <summary>Writes a picture as a property.</summary>
    public static void Write(Utf8JsonWriter writer, MeanPicture picture)
    {
        ReadOnlySpan<float> samples = picture.AsSpan();
        byte[] bytes = new byte[sizeof(float) * samples.Length];
        for (int i = 0; i < samples.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(sizeof(float) * i), samples[i]);
        }

        writer.WriteStartObject("picture");
        writer.WriteNumber("height", picture.Height);
        writer.WriteNumber("width", picture.Width);
        writer.WriteBase64String(Samples, bytes);
        writer.WriteEndObject();
    }

    /// <summary>The picture.</summary>
    /// <exception cref="JsonException">Size and samples do not agree.</exception>
    public MeanPicture ToPicture()
    {
        if (Height is not > 0 || Width is not > 0 || Float32?.Length != (long)Height.Value * Width.Value * sizeof(float))
        {
            throw new JsonException($"A picture of {Height} × {Width} pixels has {Float32?.Length ?? 0} bytes of samples.");
        }

        float[] samples = new float[Height.Value * Width.Value];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = BinaryPrimitives.ReadSingleLittleEndian(Float32.AsSpan(sizeof(float) * i));
        }

        return new MeanPicture(samples, Height.Value, Width.Value);
    }
}
