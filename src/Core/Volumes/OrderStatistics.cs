using System.Numerics.Tensors;

namespace DeepWonder3D.Volumes;

/// <summary>
/// Ranks of samples without sorting them all: expected time grows with the number of samples. Samples are put into another order.
/// </summary>
internal static class OrderStatistics
{
    /// <summary>The percentile, interpolated linearly between the two nearest ranks.</summary>
    /// <param name="samples">Finite samples, at least one; reordered.</param>
    /// <param name="percent">0 to 100.</param>
    public static double Percentile(Span<float> samples, double percent)
    {
        double rank = (samples.Length - 1) * (percent / 100);
        int below = (int)rank;
        double share = rank - below;
        double low = Select(samples, below);
        if (share == 0)
        {
            return low;
        }

        double high = TensorPrimitives.Min(samples[(below + 1)..]);

        // Interpolating from the nearer rank is what NumPy does; it matters in the last bit.
        return share < 0.5 ? low + ((high - low) * share) : high - ((high - low) * (1 - share));
    }

    /// <summary>The median; the mean of the two middle samples for an even number of them.</summary>
    /// <param name="samples">Finite samples, at least one; reordered.</param>
    public static double Median(Span<float> samples) => Percentile(samples, 50);

    /// <summary>The sample of a rank; smaller ones are moved before it, larger ones behind.</summary>
    public static float Select(Span<float> samples, int rank)
    {
        int first = 0;
        int last = samples.Length - 1;
        while (first < last)
        {
            (int endOfSmaller, int startOfLarger) = Partition(samples, first, last);
            if (rank <= endOfSmaller)
            {
                last = endOfSmaller;
            }
            else if (rank >= startOfLarger)
            {
                first = startOfLarger;
            }
            else
            {
                break;
            }
        }

        return samples[rank];
    }

    /// <summary>
    /// Hoare's partition: samples up to the first index are no larger than the pivot, those from the second on no smaller, and what lies
    /// between equals it.
    /// </summary>
    private static (int EndOfSmaller, int StartOfLarger) Partition(Span<float> samples, int first, int last)
    {
        float pivot = MedianOfThree(samples[first], samples[first + ((last - first) / 2)], samples[last]);
        int left = first;
        int right = last;
        while (left <= right)
        {
            while (samples[left] < pivot)
            {
                left++;
            }

            while (samples[right] > pivot)
            {
                right--;
            }

            if (left <= right)
            {
                (samples[left], samples[right]) = (samples[right], samples[left]);
                left++;
                right--;
            }
        }

        return (right, left);
    }

    private static float MedianOfThree(float a, float b, float c) =>
        Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
