using System.Text;

namespace MLPosh.Stores;

/// <summary>
/// A checksum over a row. SQLite notices a page whose structure is broken, but not a number that another byte made
/// another number.
/// </summary>
internal static class RowChecksum
{
    /// <param name="values">Whole numbers, reals, texts, bytes and nulls, as SQLite gives them back.</param>
    public static long Of(ReadOnlySpan<object?> values)
    {
        using var buffer = new MemoryStream();
        using (var writer = new BinaryWriter(buffer, Encoding.UTF8))
        {
            foreach (object? value in values)
            {
                switch (value)
                {
                    case null:
                        writer.Write('0');
                        break;
                    case long number:
                        writer.Write('i');
                        writer.Write(number);
                        break;
                    case double number:
                        writer.Write('r');
                        writer.Write(number);
                        break;
                    case string text:
                        writer.Write('t');
                        writer.Write(text);
                        break;
                    case byte[] bytes:
                        writer.Write('b');
                        writer.Write(bytes.Length);
                        writer.Write(bytes);
                        break;
                    default:
                        throw new NotSupportedException($"A {value.GetType()} in a row.");
                }
            }

            writer.Flush();
            return Crc32C.Of(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        }
    }
}
