using System.Buffers.Binary;
using System.Text;

namespace MLPosh;

/// <summary>
/// Writes a file of blocks, each with its length and a checksum, ended by an empty one: a reader knows of every byte that it
/// is what was written, and of the file that it is whole.
/// </summary>
/// <param name="stream">Where to; stays open.</param>
internal sealed class BlockWriter(Stream stream) : IDisposable
{
    /// <summary>"MLPB" and the version of the format.</summary>
    public static ReadOnlySpan<byte> Head => "MLPB\u0001"u8;

    private readonly MemoryStream _block = new();
    private bool _hasHead;

    /// <summary>Writes a block.</summary>
    /// <param name="content">Puts its content into a writer.</param>
    public void Write(Action<BinaryWriter> content)
    {
        _block.SetLength(0);
        using (var writer = new BinaryWriter(_block, Encoding.UTF8, leaveOpen: true))
        {
            content(writer);
        }

        Put(_block.GetBuffer().AsSpan(0, (int)_block.Length));
    }

    /// <summary>Writes the end.</summary>
    public void Dispose()
    {
        Put([]);
        _block.Dispose();
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        if (!_hasHead)
        {
            _hasHead = true;
            stream.Write(Head);
        }

        Span<byte> start = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(start, bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(start[4..], Crc32C.Of(bytes));
        stream.Write(start);
        stream.Write(bytes);
    }
}
