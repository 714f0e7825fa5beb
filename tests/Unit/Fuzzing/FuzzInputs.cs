namespace DeepWonder3D.Tests.Fuzzing;

/// <summary>Malformed files for a target, one after another: the same random numbers give the same files.</summary>
internal sealed class FuzzInputs
{
    private readonly Random _random;
    private readonly IReadOnlyList<byte[]> _sound;
    private readonly ByteMutator _bytes;
    private readonly ZipMutator? _members;

    public FuzzInputs(FuzzTarget target, Random random)
    {
        _random = random;
        _sound = target.SoundFiles();
        _bytes = new ByteMutator(random);
        _members = target.IsZip ? new ZipMutator(random) : null;
    }

    public byte[] Next()
    {
        byte[] sound = _sound[_random.Next(_sound.Count)];
        byte[] other = _sound[_random.Next(_sound.Count)];
        return _members is not null && _random.Next(4) > 0 ? _members.Mutate(sound, other) : _bytes.Mutate(sound, other);
    }
}
