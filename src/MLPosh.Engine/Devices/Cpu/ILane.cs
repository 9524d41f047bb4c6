namespace MLPosh.Devices.Cpu;

/// <summary>
/// One SIMD register: the same feature or unit of several samples. The three widths have the same text because .NET has
/// no public interface over its vectors.
/// </summary>
/// <typeparam name="TLane">The implementing register.</typeparam>
/// <typeparam name="T">Its element, float or double.</typeparam>
internal unsafe interface ILane<TLane, T> : IReal<TLane>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
{
    /// <summary>How many samples it holds.</summary>
    static abstract int Count { get; }

    /// <summary>Whether there are 32 of these registers, and not 16.</summary>
    static abstract bool HasManyRegisters { get; }

    static abstract TLane Load(T* source);

    static abstract TLane Broadcast(T value);

    static abstract void Store(T* destination, TLane value);

    /// <summary>The sum of all elements.</summary>
    static abstract T Sum(TLane value);

    /// <summary>Adds the sums of four registers to four numbers.</summary>
    static abstract void AddSums(T* destination, TLane a, TLane b, TLane c, TLane d);

    /// <summary>The first <paramref name="count"/> elements (at most <see cref="Count"/>); zero in the others, even for NaN.</summary>
    static abstract TLane First(TLane value, int count);
}
