using System.Security.Cryptography;
using System.Text;

namespace DeepWonder3D.Accuracy.Trials;

/// <summary>One recording and what is measured when a chain has run on it.</summary>
internal abstract class Trial
{
    /// <summary>To be raised when the way of measuring changes: what was kept before is then no longer taken.</summary>
    private const int Format = 1;

    /// <summary>The name, without spaces, by which it is chosen.</summary>
    public abstract string Name { get; }

    /// <summary>The pixel size of the models that it is run with.</summary>
    public virtual double ModelPixelSizeUm => 2;

    /// <summary>Whether a network makes pixels smaller first.</summary>
    public virtual bool SuperResolves => false;

    /// <summary>Whether time is measured, which must be done in one run for all chains.</summary>
    public virtual bool IsTiming => false;

    /// <summary>Everything that the result depends on beside the models.</summary>
    protected abstract string Recipe { get; }

    /// <summary>Runs a chain and measures.</summary>
    /// <exception cref="DeepWonderException">The chain cannot be run on this recording.</exception>
    public abstract TrialResult Measure(ChainModels models, CancellationToken token);

    /// <summary>What results are kept by.</summary>
    public string KeyFor(ChainModels models) => $"{Name} | format {Format} | recipe {Hash(Recipe)} | models {Hash(models.Hashes)}";

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
