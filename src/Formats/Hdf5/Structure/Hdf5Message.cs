namespace DeepWonder3D.Formats.Hdf5.Structure;

/// <summary>A message of an object's header.</summary>
/// <param name="Type">What it says, with the number that the format gives it.</param>
/// <param name="IsShared">Whether it only says where the message itself is.</param>
/// <param name="Data">Its bytes.</param>
internal readonly record struct Hdf5Message(int Type, bool IsShared, byte[] Data)
{
    public const int Dataspace = 0x01;
    public const int LinkInfo = 0x02;
    public const int Datatype = 0x03;
    public const int FillValue = 0x05;
    public const int Link = 0x06;
    public const int ExternalFiles = 0x07;
    public const int Layout = 0x08;
    public const int Filters = 0x0B;
    public const int Attribute = 0x0C;
    public const int Continuation = 0x10;
    public const int SymbolTable = 0x11;
    public const int AttributeInfo = 0x15;
}
