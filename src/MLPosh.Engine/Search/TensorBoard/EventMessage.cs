using System.Text;

namespace MLPosh;

/// <summary>
/// Builds a message of TensorBoard's event files field by field, in protocol buffers' wire format. Few fields are needed, and
/// a code generator for them would be more than they are.
/// </summary>
/// <remarks>Source: https://protobuf.dev/programming-guides/encoding and tensorflow/core/util/event.proto.</remarks>
internal sealed class EventMessage
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;
    private const int Fixed32 = 5;

    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => _bytes.ToArray();

    public EventMessage Number(int field, long value)
    {
        Tag(field, Varint);
        Write((ulong)value);
        return this;
    }

    public EventMessage Double(int field, double value)
    {
        Tag(field, Fixed64);
        _bytes.AddRange(BitConverter.GetBytes(value));
        return this;
    }

    public EventMessage Float(int field, float value)
    {
        Tag(field, Fixed32);
        _bytes.AddRange(BitConverter.GetBytes(value));
        return this;
    }

    public EventMessage Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public EventMessage Message(int field, EventMessage value) => Bytes(field, value.ToArray());

    private EventMessage Bytes(int field, byte[] value)
    {
        Tag(field, Delimited);
        Write((ulong)value.Length);
        _bytes.AddRange(value);
        return this;
    }

    private void Tag(int field, int type) => Write((ulong)((field << 3) | type));

    private void Write(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.Add((byte)(value | 0x80));
        }

        _bytes.Add((byte)value);
    }
}
