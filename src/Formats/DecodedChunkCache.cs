namespace DeepWonder3D.Formats;

/// <summary>
/// Decoded pieces of compressed files, newest use first, of all open volumes together within one limit. Tiles are read as a few rows of
/// many frames, and the next tile reads other rows or columns of the same frames: without this each tile would decode its frames anew.
/// Pieces that several threads ask for at once are decoded once.
/// </summary>
internal sealed class DecodedChunkCache(long limitBytes)
{
    /// <summary>128 MiB hold 250 frames of 512 × 512 at 16 bits: several tiles' depth.</summary>
    public static readonly DecodedChunkCache Shared = new(128 << 20);

    private static long s_nextOwner;

    private readonly Lock _gate = new();
    private readonly Dictionary<Key, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = new();
    private long _bytes;

    /// <summary>A number that no other owner has.</summary>
    public static long NewOwner() => Interlocked.Increment(ref s_nextOwner);

    /// <summary>The chunk's samples, from the cache or from <paramref name="decode"/>; not to be written to.</summary>
    public byte[] Get(long owner, long plane, int chunk, Func<byte[]> decode)
    {
        Key key = new(owner, plane, chunk);
        LinkedListNode<Entry>? node;
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out node))
            {
                _byUse.Remove(node);
            }
            else
            {
                node = new LinkedListNode<Entry>(new Entry(key, new Lazy<byte[]>(decode)));
                _entries.Add(key, node);
            }

            _byUse.AddFirst(node);
        }

        try
        {
            byte[] samples = node.Value.Samples.Value;
            Account(node, samples.Length);
            return samples;
        }
        catch
        {
            Remove(node);
            throw;
        }
    }

    /// <summary>Drops what an owner has here.</summary>
    public void Forget(long owner)
    {
        lock (_gate)
        {
            foreach (LinkedListNode<Entry> node in _entries.Values.Where(n => n.Value.Key.Owner == owner).ToList())
            {
                Drop(node);
            }
        }
    }

    private void Account(LinkedListNode<Entry> node, int bytes)
    {
        lock (_gate)
        {
            // Another thread may have accounted for it, or dropped it, while this one waited.
            if (node.List is null || node.Value.Bytes > 0)
            {
                return;
            }

            node.Value.Bytes = bytes;
            _bytes += bytes;
            for (LinkedListNode<Entry>? last = _byUse.Last; _bytes > limitBytes && last is not null;)
            {
                LinkedListNode<Entry>? before = last.Previous;
                if (last.Value.Bytes > 0)
                {
                    Drop(last);
                }

                last = before;
            }
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        lock (_gate)
        {
            if (node.List is not null)
            {
                Drop(node);
            }
        }
    }

    private void Drop(LinkedListNode<Entry> node)
    {
        _byUse.Remove(node);
        _entries.Remove(node.Value.Key);
        _bytes -= node.Value.Bytes;
    }

    private readonly record struct Key(long Owner, long Plane, int Chunk);

    private sealed record Entry(Key Key, Lazy<byte[]> Samples)
    {
        /// <summary>0 until decoded.</summary>
        public int Bytes { get; set; }
    }
}
