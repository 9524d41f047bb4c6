using System.Buffers.Binary;
using System.Text;

namespace MLPosh;

/// <summary>Reads what <see cref="BlockWriter"/> wrote.</summary>
/// <param name="stream">Where from.</param>
internal sealed class BlockReader(Stream stream)
{
    private bool _hasHead;

    /// <summary>The next block; null at the end.</summary>
    /// <exception cref="InvalidDataException">It is another file, of another version, damaged or cut off.</exception>
    public BinaryReader? Next()
    {
        try
        {
            if (!_hasHead)
            {
                _hasHead = true;
                Span<byte> head = stackalloc byte[BlockWriter.Head.Length];
                stream.ReadExactly(head);
                if (!head.SequenceEqual(BlockWriter.Head))
                {
                    throw new InvalidDataException(
                        head[..^1].SequenceEqual(BlockWriter.Head[..^1]) ? "another version of MLPosh wrote it" : "it is no file of blocks");
                }
            }

            Span<byte> start = stackalloc byte[8];
            stream.ReadExactly(start);
            int length = BinaryPrimitives.ReadInt32LittleEndian(start);
            if (length < 0 || length > stream.Length - stream.Position)
            {
                throw new InvalidDataException("it is damaged or cut off");
            }

            byte[] bytes = new byte[length];
            stream.ReadExactly(bytes);
            if (Crc32C.Of(bytes) != BinaryPrimitives.ReadUInt32LittleEndian(start[4..]))
            {
                throw new InvalidDataException("it is damaged");
            }

            return length == 0 ? null : new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("it is cut off", e);
        }
    }
}
