using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace DeepWonder3D.Volumes;

/// <summary>Sizes and conversions of sample types. Raw samples are in the host's byte order.</summary>
internal static class SampleTypes
{
    public static int SizeOf(this SampleType type) => type switch
    {
        SampleType.Int8 or SampleType.UInt8 => 1,
        SampleType.Int16 or SampleType.UInt16 or SampleType.Float16 => 2,
        SampleType.Int32 or SampleType.UInt32 or SampleType.Float32 => 4,
        SampleType.Float64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    public static bool IsInteger(this SampleType type) =>
        type is not (SampleType.Float16 or SampleType.Float32 or SampleType.Float64);

    /// <summary>Widens or narrows raw samples to <typeparamref name="T"/> (float or double); lengths must agree.</summary>
    public static void Decode<T>(SampleType type, ReadOnlySpan<byte> raw, Span<T> destination)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        switch (type)
        {
            case SampleType.Int8: TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, sbyte>(raw), destination); break;
            case SampleType.UInt8: TensorPrimitives.ConvertTruncating(raw, destination); break;
            case SampleType.Int16: TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, short>(raw), destination); break;
            case SampleType.UInt16: TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, ushort>(raw), destination); break;
            case SampleType.Int32: TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, int>(raw), destination); break;
            case SampleType.UInt32: TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, uint>(raw), destination); break;
            case SampleType.Float16: TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, Half>(raw), destination); break;
            case SampleType.Float32: TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, float>(raw), destination); break;
            case SampleType.Float64: TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, double>(raw), destination); break;
            default: throw new ArgumentOutOfRangeException(nameof(type), type, null);
        }
    }

    /// <summary>Stores samples in a type: integers are rounded half to even and saturate, NaN becomes 0.</summary>
    public static void Encode<T>(SampleType type, ReadOnlySpan<T> samples, Span<byte> raw)
        where T : unmanaged, System.Numerics.IFloatingPoint<T>, System.Numerics.IRootFunctions<T>
    {
        switch (type)
        {
            case SampleType.Int8: Round(samples, MemoryMarshal.Cast<byte, sbyte>(raw)); break;
            case SampleType.UInt8: Round(samples, raw); break;
            case SampleType.Int16: Round(samples, MemoryMarshal.Cast<byte, short>(raw)); break;
            case SampleType.UInt16: Round(samples, MemoryMarshal.Cast<byte, ushort>(raw)); break;
            case SampleType.Int32: Round(samples, MemoryMarshal.Cast<byte, int>(raw)); break;
            case SampleType.UInt32: Round(samples, MemoryMarshal.Cast<byte, uint>(raw)); break;
            case SampleType.Float16: TensorPrimitives.ConvertTruncating(samples, MemoryMarshal.Cast<byte, Half>(raw)); break;
            case SampleType.Float32: TensorPrimitives.ConvertTruncating(samples, MemoryMarshal.Cast<byte, float>(raw)); break;
            case SampleType.Float64: TensorPrimitives.ConvertTruncating(samples, MemoryMarshal.Cast<byte, double>(raw)); break;
            default: throw new ArgumentOutOfRangeException(nameof(type), type, null);
        }
    }

    private static void Round<T, TInteger>(ReadOnlySpan<T> samples, Span<TInteger> destination)
        where T : unmanaged, System.Numerics.IFloatingPoint<T>
        where TInteger : unmanaged, System.Numerics.IBinaryInteger<TInteger>
    {
        for (int i = 0; i < samples.Length; i++)
        {
            destination[i] = TInteger.CreateSaturating(T.Round(samples[i], MidpointRounding.ToEven));
        }
    }
}
