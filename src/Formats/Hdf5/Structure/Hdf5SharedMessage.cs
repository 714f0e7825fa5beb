namespace DeepWonder3D.Formats.Hdf5.Structure;

/// <summary>Finds messages that several objects share, such as a type that has a name.</summary>
internal static class Hdf5SharedMessage
{
    /// <summary>The message itself.</summary>
    public static Hdf5Cursor Resolve(Hdf5File file, Hdf5Message message)
    {
        if (!message.IsShared)
        {
            return new Hdf5Cursor(file, message.Data);
        }

        Hdf5Cursor cursor = new(file, message.Data);
        int version = cursor.Byte();
        int type = cursor.Byte();
        cursor.Skip(version == 1 ? 6 : 0);
        if (version is < 1 or > 3 || (version == 3 && type != 2))
        {
            throw file.Invalid($"a message is shared in a way (version {version}, type {type}) that is not read");
        }

        long address = cursor.Address();
        Hdf5Message found = Hdf5Header.Read(file, address).Find(m => m.Type == message.Type && !m.IsShared);
        return new Hdf5Cursor(file, found.Data ?? throw file.Invalid($"the object at byte {address} lacks a message that others share"));
    }
}
