namespace DeepWonder3D.Tests.Models;

/// <summary>Small networks of every known design, with random weights.</summary>
internal static class TestNetworks
{
    public const string UNet3DName = "unet3d";
    public const string BiasedUNet3DName = "unet3d with biases";
    public const string SegmentationName = "segmentation";
    public const string SingleBlocksName = "trans_mini";
    public const string DoubleBlocksName = "trans";
    public const string WindowMovieName = "window movie";
    public const string CoarseWindowMovieName = "window movie, 4 x 4 pixels";
    public const string WindowScoreName = "window score";
    public const string PooledScoreName = "window score, 2 x 2 pixels averaged";
    public const string SubpixelName = "subpixel";

    public static IReadOnlyList<TestTensor> Named(string name) => name switch
    {
        UNet3DName => UNet3D(levels: 3, width: 4, bias: false),
        BiasedUNet3DName => UNet3D(levels: 2, width: 4, bias: true),
        SegmentationName => Segmentation(width: 2, frames: 16),
        WindowMovieName => Trunk("movie", inputs: 8, outputs: 8, stride: 2, [4, 6, 8]),
        CoarseWindowMovieName => Trunk("movie", inputs: 8, outputs: 8, stride: 4, [4, 6]),
        WindowScoreName => Trunk("score", inputs: 3, outputs: 1, stride: 2, [4, 6]),
        PooledScoreName => [.. Named(WindowScoreName), TestTensor.Of("score.pool", [1], [2])],
        SubpixelName => Subpixel(frames: 3, width: 4, blocks: 2),
        SingleBlocksName => SuperResolution(frames: 3, width: 2, isDouble: false),
        _ => SuperResolution(frames: 5, width: 2, isDouble: true),
    };

    public static IReadOnlyList<TestTensor> UNet3D(int levels, int width, bool bias)
    {
        List<TestTensor> tensors = [];
        Random random = new(1);
        void Convolution(string name, long outputs, long inputs, long kernel, bool withBias)
        {
            tensors.Add(TestTensor.Random(name + ".weight", random, outputs, inputs, kernel, kernel, kernel));
            if (withBias)
            {
                tensors.Add(TestTensor.Random(name + ".bias", random, outputs));
            }
        }

        for (int level = 0; level < levels; level++)
        {
            int inputs = level == 0 ? 1 : width;
            int middle = Math.Max(inputs, width / 2);
            Convolution($"Generator.encoders.{level}.basic_module.SingleConv1.conv", middle, inputs, 3, bias);
            Convolution($"Generator.encoders.{level}.basic_module.SingleConv2.conv", width, middle, 3, bias);
        }

        for (int step = 0; step < levels - 1; step++)
        {
            Convolution($"Generator.decoders.{step}.basic_module.SingleConv1.conv", width, 2 * width, 3, bias);
            Convolution($"Generator.decoders.{step}.basic_module.SingleConv2.conv", width, width, 3, bias);
        }

        Convolution("Generator.final_conv", 1, width, 1, withBias: true);
        return tensors;
    }

    public static IReadOnlyList<TestTensor> Segmentation(int width, int frames)
    {
        Random random = new(2);
        List<TestTensor> tensors = [.. BlockUNet(random, "Generator", 1, width, isDouble: true, axes: 3)];
        tensors.Add(TestTensor.Random("Generator.final_conv.weight", random, 1, frames, 3, 3));
        tensors.Add(TestTensor.Random("Generator.final_conv.bias", random, 1));
        return tensors;
    }

    public static IReadOnlyList<TestTensor> SuperResolution(int frames, int width, bool isDouble)
    {
        Random random = new(3);
        List<TestTensor> tensors = [];
        for (int i = 1; i <= 3; i++)
        {
            tensors.AddRange(Block(random, $"module.net.net1.conv{i}", i == 1 ? frames : width, width, isDouble, 2));
        }

        for (int k = 1; k <= 4; k++)
        {
            tensors.Add(TestTensor.Random($"module.net.up_block.up{k}.weight", random, width, width, 4, 4));
            tensors.AddRange(Block(random, $"module.net.up_block.c{k}", 2 * width, width, isDouble, 2));
        }

        tensors.AddRange(BlockUNet(random, "module.net.net2", width, width, isDouble, 2));
        if (isDouble)
        {
            tensors.AddRange(BlockUNet(random, "module.net.net_deno", 1, 2, isDouble: true, 2));
        }

        return tensors;
    }

    private static List<TestTensor> Trunk(string prefix, int inputs, int outputs, int stride, int[] widths)
    {
        Random random = new(4);
        List<TestTensor> tensors = [.. Layer(random, prefix + ".enter", widths[0], inputs, 2 * stride)];
        for (int level = 0; level < widths.Length; level++)
        {
            tensors.AddRange(Residual(random, $"{prefix}.encode.{level}", widths[level]));
            if (level + 1 < widths.Length)
            {
                tensors.AddRange(Layer(random, $"{prefix}.down.{level}", widths[level + 1], widths[level], 2));
                tensors.AddRange(Layer(random, $"{prefix}.up.{level}", 4 * widths[level], widths[level + 1], 1));
                tensors.AddRange(Residual(random, $"{prefix}.decode.{level}", widths[level]));
            }
        }

        tensors.AddRange(Layer(random, prefix + ".leave", outputs * stride * stride, widths[0], 3));
        return tensors;
    }

    private static List<TestTensor> Subpixel(int frames, int width, int blocks)
    {
        Random random = new(5);
        List<TestTensor> tensors = [.. Layer(random, "enlarge.enter", width, frames, 3), .. Layer(random, "enlarge.leave", 4, width, 3)];
        for (int block = 0; block < blocks; block++)
        {
            tensors.AddRange(Residual(random, $"enlarge.blocks.{block}", width));
        }

        return tensors;
    }

    private static IEnumerable<TestTensor> Residual(Random random, string name, int width) =>
        [.. Layer(random, name + ".conv1", width, width, 3), .. Layer(random, name + ".conv2", width, width, 3)];

    private static IEnumerable<TestTensor> Layer(Random random, string name, long outputs, long inputs, long kernel)
    {
        yield return TestTensor.Random(name + ".weight", random, outputs, inputs, kernel, kernel);
        yield return TestTensor.Random(name + ".bias", random, outputs);
    }

    private static IEnumerable<TestTensor> BlockUNet(Random random, string prefix, int inputs, int width, bool isDouble, int axes) =>
        Enumerable.Range(1, 9).SelectMany(i => Block(
            random, $"{prefix}.conv{i}", i == 1 ? inputs : i < 6 ? width : 2 * width, i == 9 ? 1 : width, isDouble, axes));

    private static IEnumerable<TestTensor> Block(Random random, string name, int inputs, int outputs, bool isDouble, int axes)
    {
        long[] kernel = [.. Enumerable.Repeat(3L, axes)];
        yield return TestTensor.Random(name + ".conv1.0.weight", random, [outputs, inputs, .. kernel]);
        if (isDouble)
        {
            yield return TestTensor.Random(name + ".conv2.0.weight", random, [outputs, outputs, .. kernel]);
        }
    }
}
