
namespace DeepWonder3D.Tests.Formats.Tiff;

/// <summary>Ways to make a sound TIFF wrong, by name.</summary>
internal static class TiffDamage
{
    private const long Far = 0x7FFF_FFF0;

    public static TestTiff Apply(TestTiff sound, string damage) => damage switch
    {
        "next directory itself" => sound with { Link = (before, _) => before },
        "next directory beyond the end" => sound with { Link = (_, _) => Far },
        "lzw of nonsense" => sound with { Alter = (_, fields) => Set(fields, TestTiff.CompressionTag, 5) },
        "deflate of nonsense" => sound with { Alter = (_, fields) => Set(fields, TestTiff.CompressionTag, 8) },
        "packbits that ends early" =>
            sound with { Compression = 32773, Alter = (_, fields) => fields[TestTiff.StripByteCounts] = TestTiffField.Long(9, 9) },
        "deflate that ends early" =>
            sound with { Compression = 8, Alter = (_, fields) => fields[TestTiff.StripByteCounts] = TestTiffField.Long(9, 9) },
        "tile of 2³¹-1" => sound with
        {
            Tile = (16, 16),
            Alter = (_, fields) => fields[TestTiff.TileWidth] = fields[TestTiff.TileLength] = TestTiffField.Long(int.MaxValue),
        },
        "tile width 0" => sound with { Tile = (16, 16), Alter = (_, fields) => Set(fields, TestTiff.TileWidth, 0) },
        "tiles of 1 pixel" => sound with
        {
            Tile = (16, 16),
            Alter = (_, fields) => fields[TestTiff.TileWidth] = fields[TestTiff.TileLength] = TestTiffField.Short(1),
        },
        "tile width alone" => sound with { Alter = (_, fields) => Set(fields, TestTiff.TileWidth, 16) },
        _ => sound with { Alter = (page, fields) => Damage(damage, page, fields) },
    };

    private static void Damage(string damage, int page, SortedDictionary<int, TestTiffField> fields)
    {
        switch (damage)
        {
            case "no width": fields.Remove(TestTiff.Width); break;
            case "width 0": Set(fields, TestTiff.Width, 0); break;
            case "width 2³²-1": fields[TestTiff.Width] = TestTiffField.Long(uint.MaxValue); break;
            case "height 2³¹-1": fields[TestTiff.Length] = TestTiffField.Long(int.MaxValue); break;
            case "width of type ascii": fields[TestTiff.Width] = TestTiffField.Short(10) with { Type = 2 }; break;
            case "width of type 77": fields[TestTiff.Width] = TestTiffField.Short(10) with { Type = 77 }; break;
            case "width with 0 values": fields[TestTiff.Width] = TestTiffField.Short(10) with { Count = 0 }; break;
            case "1 bit": Set(fields, TestTiff.Bits, 1); break;
            case "12 bits": Set(fields, TestTiff.Bits, 12); break;
            case "64-bit integers": Set(fields, TestTiff.Bits, 64); break;
            case "complex numbers": Set(fields, TestTiff.SampleFormat, 6); break;
            case "no bits": fields.Remove(TestTiff.Bits); break;
            case "fax": Set(fields, TestTiff.CompressionTag, 4); break;
            case "jpeg": Set(fields, TestTiff.CompressionTag, 7); break;
            case "zstd": Set(fields, TestTiff.CompressionTag, 50000); break;
            case "compression 9999": Set(fields, TestTiff.CompressionTag, 9999); break;
            case "predictor 3 on integers":
                Set(fields, TestTiff.CompressionTag, 5);
                Set(fields, TestTiff.PredictorTag, 3);
                break;
            case "predictor 34892":
                Set(fields, TestTiff.CompressionTag, 5);
                Set(fields, TestTiff.PredictorTag, 34892);
                break;
            case "fill order 2": Set(fields, TestTiff.FillOrder, 2); break;
            case "image depth 4": Set(fields, TestTiff.ImageDepth, 4); break;
            case "rgb": Set(fields, TestTiff.Photometric, 2); break;
            case "palette": Set(fields, TestTiff.Photometric, 3); break;
            case "two samples": Set(fields, TestTiff.SamplesPerPixel, 2); break;
            case "second page rgb": Set(fields, TestTiff.Photometric, page == 1 ? 2 : 1); break;
            case "pages of other size": Set(fields, TestTiff.Width, page == 1 ? 9 : 10); break;
            case "pages of other type": Set(fields, TestTiff.SampleFormat, page == 1 ? 2 : 1); break;
            default: DamageSegments(damage, fields); break;
        }
    }

    private static void DamageSegments(string damage, SortedDictionary<int, TestTiffField> fields)
    {
        TestTiffField offsets = fields[TestTiff.StripOffsets];
        switch (damage)
        {
            case "no strip offsets": fields.Remove(TestTiff.StripOffsets); break;
            case "too few strip offsets": fields[TestTiff.StripOffsets] = offsets with { Count = 1 }; break;
            case "one row a strip": Set(fields, TestTiff.RowsPerStripTag, 1); break;
            case "absurd count of strip offsets":
                // Enough strips for the count to be asked for, so many that they cannot be there.
                fields[TestTiff.Length] = TestTiffField.Long(50_000_000);
                Set(fields, TestTiff.RowsPerStripTag, 1);
                fields[TestTiff.StripOffsets] = offsets with { Count = uint.MaxValue };
                break;
            case "strip offset beyond the end": fields[TestTiff.StripOffsets] = offsets with { Values = [offsets.Values[0], Far] }; break;
            case "strip offsets beyond the end": fields[TestTiff.StripOffsets] = offsets with { Values = [Far, Far + 100] }; break;
            case "strip bytes too few": fields[TestTiff.StripByteCounts] = TestTiffField.Long(100, 10); break;
            case "description beyond the end":
                fields[TestTiff.Description] =
                TestTiffField.Ascii("ImageJ=1.53t\nimages=2\n") with { Count = 100_000 }; break;
            case "description of 1 GB":
                fields[TestTiff.Description] =
                TestTiffField.Ascii("ImageJ=1.53t\nimages=2\n") with { Count = 1 << 30 }; break;
            case "lzw without bytes":
                Set(fields, TestTiff.CompressionTag, 5);
                fields[TestTiff.StripByteCounts] = TestTiffField.Long(0, 0);
                break;
            case "deflate of few bytes for many samples":
                Set(fields, TestTiff.CompressionTag, 8);
                fields[TestTiff.Width] = TestTiffField.Long(100_000_000);
                break;
            default: throw new ArgumentOutOfRangeException(nameof(damage), damage, null);
        }
    }

    private static void Set(SortedDictionary<int, TestTiffField> fields, int tag, long value) => fields[tag] = TestTiffField.Short(value);
}
