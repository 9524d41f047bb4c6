using System.Runtime.InteropServices;

namespace MLPosh;

/// <summary>Lists and things that may be missing, as bytes.</summary>
internal static class BinaryValues
{
    public static void WriteOptional(this BinaryWriter writer, string? value)
    {
        writer.Write(value is not null);
        if (value is not null)
        {
            writer.Write(value);
        }
    }

    public static string? ReadOptionalString(this BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;

    public static void WriteOptional(this BinaryWriter writer, int? value)
    {
        writer.Write(value is not null);
        writer.Write(value ?? 0);
    }

    public static int? ReadOptionalInt32(this BinaryReader reader)
    {
        bool isThere = reader.ReadBoolean();
        int value = reader.ReadInt32();
        return isThere ? value : null;
    }

    public static void WriteList<T>(this BinaryWriter writer, IReadOnlyList<T>? values, Action<T> write)
    {
        writer.Write(values?.Count ?? -1);
        foreach (var value in values ?? [])
        {
            write(value);
        }
    }

    /// <summary>A list of any kind; null where null was written.</summary>
    public static T[]? ReadList<T>(this BinaryReader reader, Func<T> read)
    {
        int count = reader.ReadInt32();
        if (count < 0)
        {
            return null;
        }

        var values = new List<T>();
        for (int i = 0; i < count; i++)
        {
            values.Add(read());
        }

        return [.. values];
    }

    public static void Write(this BinaryWriter writer, ReadOnlySpan<double> numbers) => writer.Write(MemoryMarshal.AsBytes(numbers));

    public static void Read(this BinaryReader reader, Span<double> numbers)
    {
        var bytes = MemoryMarshal.AsBytes(numbers);
        for (int read; bytes.Length > 0; bytes = bytes[read..])
        {
            read = reader.Read(bytes);
            if (read == 0)
            {
                throw new EndOfStreamException();
            }
        }
    }
}
