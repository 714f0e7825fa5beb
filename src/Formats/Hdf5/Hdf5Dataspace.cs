using DeepWonder3D.Formats.Hdf5.Structure;

namespace DeepWonder3D.Formats.Hdf5;

/// <summary>Reads how many items there are along each axis.</summary>
internal static class Hdf5Dataspace
{
    private const int MaxRank = 32;

    /// <summary>The length of each axis, slowest first; none for a single item, and null where there are no items at all.</summary>
    public static long[]? Read(Hdf5File file, Hdf5Cursor cursor)
    {
        int version = cursor.Byte();
        int rank = cursor.Byte();
        cursor.Skip(1);
        int type = version == 2 ? cursor.Byte() : rank == 0 ? 0 : 1;
        cursor.Skip(version == 1 ? 5 : 0);
        if (version is not (1 or 2) || rank > MaxRank)
        {
            throw file.Invalid($"an array has version {version} and {rank} axes");
        }

        if (type == 2)
        {
            return null;
        }

        long[] lengths = new long[rank];
        decimal count = 1;
        for (int i = 0; i < rank; i++)
        {
            lengths[i] = cursor.Length();
            count *= Math.Min(lengths[i], 1L << 48);
            if (count > 1L << 48)
            {
                throw file.Invalid($"an array of {string.Join('×', lengths)} is larger than can be");
            }
        }

        return lengths;
    }
}
