using DeepWonder3D.Files;

namespace DeepWonder3D.Tests.Volumes;

[Collection(ScratchTests.Name)]
public class SampleStoreTests
{
    public static TheoryData<SampleType> SampleTypes => [.. Enum.GetValues<SampleType>()];

    [Theory]
    [MemberData(nameof(SampleTypes))]
    public void Memory_and_scratch_stores_hold_the_same_samples(SampleType type)
    {
        using MemoryStore memory = new(type, 7, 5, 9);
        using ScratchStore scratch = new(type, 7, 5, 9);
        Random random = new(1);
        byte[] block = new byte[3 * 4 * type.SizeOf()];
        for (int plane = 0; plane < 7; plane++)
        {
            random.NextBytes(block);
            memory.WriteBlock(plane, 1, 3, 2, 4, block);
            scratch.WriteBlock(plane, 1, 3, 2, 4, block);
            byte[] back = new byte[block.Length];
            scratch.ReadBlock(plane, 1, 3, 2, 4, back);
            Assert.Equal(block, back);
        }

        byte[] fromMemory = new byte[5 * memory.RowBytes];
        byte[] fromScratch = new byte[5 * memory.RowBytes];
        for (int plane = 0; plane < 7; plane++)
        {
            memory.ReadRows(plane, 0, 5, fromMemory);
            scratch.ReadRows(plane, 0, 5, fromScratch);
            Assert.Equal(fromMemory, fromScratch);
        }
    }

    [Fact]
    public void A_scratch_file_is_removed_on_disposal()
    {
        string[] before = ScratchTests.OwnFiles();
        ScratchStore store = new(SampleType.Float32, 10, 16, 16);
        string file = Assert.Single(ScratchTests.OwnFiles().Except(before));
        store.Dispose();
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void A_scratch_file_that_was_forgotten_is_removed_on_finalisation()
    {
        string file = Forget();
        for (int i = 0; i < 20 && File.Exists(file); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(File.Exists(file));

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static string Forget()
        {
            string[] before = ScratchTests.OwnFiles();
            _ = new ScratchStore(SampleType.Float32, 10, 16, 16);
            return ScratchTests.OwnFiles().Except(before).Single();
        }
    }

    [Fact]
    public void Scratch_of_a_dead_process_is_removed_and_that_of_a_living_one_is_kept()
    {
        using ScratchStore own = new(SampleType.UInt8, 1, 4, 4);
        string dead = Path.Combine(ScratchFolder.Root, "99999-dead");
        Directory.CreateDirectory(dead);
        File.WriteAllText(Path.Combine(dead, "owner.lock"), "");
        File.WriteAllText(Path.Combine(dead, "0.scratch"), "left behind");
        string living = Path.Combine(ScratchFolder.Root, "99998-living");
        Directory.CreateDirectory(living);
        using (new FileStream(Path.Combine(living, "owner.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            ScratchFolder.RemoveAbandoned();
            Assert.False(Directory.Exists(dead));
            Assert.True(Directory.Exists(living));
        }

        ScratchFolder.RemoveAbandoned();
        Assert.False(Directory.Exists(living));
    }

    [Fact]
    public void A_result_that_does_not_fit_the_disk_is_an_error_in_words()
    {
        // 2^62 bytes fit on no disk; the file system refuses the allocation before a byte is written.
        DeepWonderException refused = Refusal.Of(ErrorId.DiskFull, () => new ScratchStore(SampleType.UInt8, 1L << 40, 1 << 11, 1 << 11));
        Assert.Contains("GB", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disposed_volume_says_so()
    {
        Volume volume = TestVolumes.Numbered(2, 3, 4);
        volume.Dispose();
        Refusal.Of(ErrorId.VolumeDisposed, () => volume.GetPlane(0));
    }

    [Theory]
    [InlineData("1000", 1000)]
    [InlineData("2KB", 2048)]
    [InlineData("1.5 GB", 1610612736)]
    [InlineData("512mb", 536870912)]
    public void A_memory_limit_is_read(string text, long bytes) => Assert.Equal(bytes, MemoryBudget.Parse(text));

    [Theory]
    [InlineData("lots")]
    [InlineData("-1")]
    [InlineData("1e300GB")]
    public void A_memory_limit_that_is_none_is_refused(string text) =>
        Refusal.Of(ErrorId.ParameterInvalid, () => MemoryBudget.Parse(text));

    [Theory]
    [MemberData(nameof(SampleTypes))]
    public void Rounding_saturates_integers_and_keeps_floats(SampleType type)
    {
        float[] samples = [-1e12f, -1.5f, 0.5f, 2.5f, 1e12f, float.NaN];
        byte[] raw = new byte[samples.Length * type.SizeOf()];
        DeepWonder3D.Volumes.SampleTypes.Encode<float>(type, samples, raw);
        float[] back = new float[samples.Length];
        DeepWonder3D.Volumes.SampleTypes.Decode<float>(type, raw, back);
        Assert.Equal(type.IsInteger() ? 0 : 0.5f, back[2]);
        Assert.Equal(type.IsInteger() ? 2 : 2.5f, back[3]);
        Assert.True(back[0] <= back[1] && back[3] < back[4]);
        Assert.Equal(type.IsInteger() ? 0 : float.NaN, back[5]);
    }
}

/// <summary>Tests that look at this process's scratch files, or set its memory limit: they run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ScratchTests
{
    public const string Name = "Scratch";

    /// <summary>The scratch files of this process.</summary>
    internal static string[] OwnFiles() => Directory.Exists(ScratchFolder.Root)
        ? [.. Directory.GetFiles(ScratchFolder.Root, "*.scratch", SearchOption.AllDirectories)
        .Where(f => f.Contains($"{Path.DirectorySeparatorChar}{Environment.ProcessId}-", StringComparison.Ordinal))]
        : [];
}
