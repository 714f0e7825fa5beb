using System.Numerics;
using System.Text;
using DeepWonder3D.Errors;
using DeepWonder3D.Files.Pickle;

namespace DeepWonder3D.Formats.Npy.Objects;

/// <summary>
/// What the pickles may hold in which NumPy keeps dictionaries of plain arrays: arrays, their types, single numbers, dates, and bytes spelt
/// as protocol 2 does.
/// </summary>
internal sealed class NumpyPickleReader : PickleUse
{
    private const string Dates = "datetime";

    private readonly string _path;

    // Each byte that is spelt is a character of the pickle, but a hostile one refers to one text as often as it likes.
    private long _bytesLeft;

    private NumpyPickleReader(string path, long pickleBytes)
        : base(maxInstructions: 1 << 24) => (_path, _bytesLeft) = (path, pickleBytes);

    /// <summary>Texts that are damaged, or hold what Python calls surrogates, are no reason to refuse the arrays beside them.</summary>
    public override Encoding Text => Encoding.UTF8;

    /// <summary>Reads the objects of an array that <c>numpy.save</c> wrote.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.NpyFileInvalid"/>.</exception>
    public static IReadOnlyList<object?> Read(byte[] pickle, string path)
    {
        NumpyPickleReader use = new(path, pickle.Length);
        return PickleMachine.Read(pickle, use) is NumpyBuild { Items: { } items } ? items : throw use.Invalid("holds no array of objects");
    }

    public override bool Allows(PickleGlobal global) => global is
        ("numpy.core.multiarray" or "numpy._core.multiarray", "_reconstruct" or "scalar")
        or ("numpy", "ndarray" or "dtype")
        or (Dates, "datetime" or "date" or "timedelta" or "timezone")
        or ("_codecs", "encode");

    public override object Reduce(object? function, object? arguments) => (function, arguments) switch
    {
        // When suite2p ran; its name stands for it, because nobody asks.
        (PickleGlobal(Dates, _) date, object?[]) => date,
        (PickleGlobal(_, "_reconstruct"), object?[]) => new NumpyBuild(null),
        (PickleGlobal(_, "dtype"), object?[] and [string type, ..]) => new NumpyBuild(type),
        (PickleGlobal(_, "scalar"), object?[] and [NumpyBuild { Type: not null } type, byte[] bytes]) => type.Scalar(bytes),
        (PickleGlobal(_, "encode"), object?[] and [string latin, ..]) when (_bytesLeft -= latin.Length) >= 0 =>
            Encoding.Latin1.GetBytes(latin),
        _ => throw Invalid("calls what plain arrays do not"),
    };

    public override object LargeNumber(BigInteger number) => (double)number;

    public override void SetState(object? target, object? state)
    {
        if (target is not NumpyBuild build || !build.SetState(state))
        {
            throw Invalid("has a state that plain arrays do not have");
        }
    }

    public override DeepWonderException Unsafe(string what) =>
        Invalid($"holds {what}, which plain arrays do not need and which could run code");

    public override DeepWonderException Invalid(string what) => NpyHeader.Invalid(_path, "it " + what);
}
