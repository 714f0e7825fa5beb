using DeepWonder3D.Errors;
using DeepWonder3D.Models.Checkpoints;
using Xunit;

namespace DeepWonder3D.Tests.Models;

/// <summary>Checkpoints as a broken copy or a full disk leaves them.</summary>
public sealed class DamagedCheckpointTests
{
    private static readonly byte[] s_sound = TestCheckpoint.Of(TestNetworks.UNet3D(levels: 2, width: 2, bias: true));

    [Fact]
    public void A_truncated_file_is_refused_at_every_length()
    {
        using TemporaryFolder folder = new();
        for (int length = 0; length < s_sound.Length; length += 1 + (s_sound.Length / 200))
        {
            string path = folder.Save(s_sound[..length]);
            DeepWonderException error = Assert.Throws<DeepWonderException>(
                () => CheckpointReader.Read(path, TestContext.Current.CancellationToken));
            Assert.Equal(ErrorId.CheckpointInvalid, error.Id);
        }
    }

    [Fact]
    public void A_flipped_bit_is_noticed_or_changes_nothing()
    {
        using TemporaryFolder folder = new();
        Checkpoint sound = CheckpointReader.Read(folder.Save(s_sound), TestContext.Current.CancellationToken);
        Random random = new(4);
        int refused = 0;
        for (int i = 0; i < 600; i++)
        {
            byte[] damaged = [.. s_sound];
            int position = random.Next(damaged.Length);
            int bit = random.Next(8);
            damaged[position] ^= (byte)(1 << bit);
            try
            {
                Checkpoint read = CheckpointReader.Read(folder.Save(damaged), TestContext.Current.CancellationToken);
                Assert.Equal(sound.Tensors.Keys, read.Tensors.Keys);
                Assert.All(sound.Tensors, tensor => Assert.Equal(tensor.Value.Data, read.Tensors[tensor.Key].Data));
            }
            catch (DeepWonderException error)
            {
                Assert.True(error.Id is ErrorId.CheckpointInvalid or ErrorId.CheckpointUnsafe, $"bit {bit} of byte {position}: {error.Id}");
                refused++;
            }
        }

        Assert.True(refused > 300, $"only {refused} of 600 were noticed");
    }

    [Fact]
    public void A_flipped_bit_in_the_pickle_ends_in_an_error_or_in_tensors()
    {
        // With the checksum made right again, the reader itself meets the damage.
        IReadOnlyList<TestTensor> tensors = TestNetworks.UNet3D(levels: 2, width: 2, bias: true);
        byte[] pickle = PickleWriter.StateDictionary(tensors);
        using TemporaryFolder folder = new();
        Random random = new(5);
        for (int i = 0; i < 400; i++)
        {
            byte[] damaged = [.. pickle];
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                CheckpointReader.Read(folder.Save(TestCheckpoint.Of(damaged, tensors)), TestContext.Current.CancellationToken);
            }
            catch (DeepWonderException error)
            {
                Assert.True(error.Id is ErrorId.CheckpointInvalid or ErrorId.CheckpointUnsafe, error.Id.ToString());
            }
        }
    }
}
