using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MLPosh.Devices.Gpu;

/// <summary>What comes again and again in a sequence, as the batches of one epoch do in many, or follows from what came before.</summary>
internal static class Repetition
{
    /// <summary>After how many a sequence repeats, bit by bit, what it began with; its length where it does not, at least 1.</summary>
    public static int PeriodOf<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        int size = Unsafe.SizeOf<T>();

        // Nothing comes twice within one period: the first time that the first one comes again ends it, or there is none.
        for (int period = 1; period < values.Length; period++)
        {
            if (bytes.Slice(period * size, size).SequenceEqual(bytes[..size]))
            {
                return bytes[(period * size)..].SequenceEqual(bytes[..^(period * size)]) ? period : values.Length;
            }
        }

        return Math.Max(1, values.Length);
    }

    /// <summary>Whether each rule is what the one before it advances to, bit by bit: then the first says them all.</summary>
    public static bool IsCountedOn<TRule>(ReadOnlySpan<TRule> rules)
        where TRule : unmanaged, IUpdateRule
    {
        if (!TRule.IsCounting || rules.IsEmpty)
        {
            return false;
        }

        var rule = rules[0];
        foreach (ref readonly var next in rules[1..])
        {
            rule.Advance();
            if (!MemoryMarshal.AsBytes(new ReadOnlySpan<TRule>(ref rule)).SequenceEqual(
                MemoryMarshal.AsBytes(new ReadOnlySpan<TRule>(in next))))
            {
                return false;
            }
        }

        return true;
    }
}
