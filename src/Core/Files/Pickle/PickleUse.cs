using System.Numerics;
using System.Text;
using DeepWonder3D.Errors;

namespace DeepWonder3D.Files.Pickle;

/// <summary>What one kind of file needs of a pickle: the names that it may refer to, and what calls of them give.</summary>
/// <param name="maxInstructions">The most instructions that are followed; stack, memo and lists hold no more values than that.</param>
internal abstract class PickleUse(int maxInstructions)
{
    public int MaxInstructions => maxInstructions;

    /// <summary>How texts are read.</summary>
    public virtual Encoding Text { get; } = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <summary>Whether an instruction that <see cref="PickleMachine"/> knows is needed.</summary>
    public virtual bool Allows(PickleOpcode opcode) => true;

    /// <summary>Whether a name may be referred to.</summary>
    public abstract bool Allows(PickleGlobal global);

    /// <summary>What a call gives.</summary>
    /// <param name="function">What is called; a <see cref="PickleGlobal"/> that is allowed, or a value.</param>
    /// <param name="arguments">An array, in sound pickles.</param>
    public abstract object Reduce(object? function, object? arguments);

    /// <summary>Sets state on an object.</summary>
    public abstract void SetState(object? target, object? state);

    /// <summary>What a whole number becomes that 64 bits may not hold.</summary>
    public virtual object LargeNumber(BigInteger number) => throw Invalid("holds a number of more than 8 bytes");

    /// <summary>What a reference to something outside the pickle stands for.</summary>
    public virtual object Persistent(object? id) => throw Unsafe("a reference to something outside of it");

    /// <summary>The error for what could run code.</summary>
    /// <param name="what">What the pickle holds, as the object of "it holds".</param>
    public abstract DeepWonderException Unsafe(string what);

    /// <summary>The error for a pickle that is damaged or none.</summary>
    /// <param name="what">What is wrong, after "it".</param>
    public abstract DeepWonderException Invalid(string what);
}

/// <summary>The name of a Python function or class in a pickle. It is a name and no more: nothing of it is looked up or loaded.</summary>
internal sealed record PickleGlobal(string Module, string Name)
{
    private const int MaxShown = 256;

    /// <summary>The name as a message may show it.</summary>
    public override string ToString() => string.Concat($"{Module}.{Name}".Take(MaxShown).Select(c => char.IsControl(c) ? '?' : c));
}
