using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>What is done to a result while it is still in its register.</summary>
internal unsafe interface IEpilogue
{
    /// <summary>Whether it is written out for each register; otherwise it runs in a loop over what was stored.</summary>
    static abstract bool IsShort { get; }

    /// <param name="result">The sum just made.</param>
    /// <param name="output">The place in the layer's output that belongs to it, for those that need it.</param>
    static abstract TLane Apply<TLane, T>(TLane result, T* output)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged;
}

/// <summary>Nothing.</summary>
internal readonly unsafe struct Keep : IEpilogue
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane, T>(TLane result, T* output)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged => result;
}

/// <summary>The activation that follows a linear layer.</summary>
internal readonly unsafe struct ThenActivate<TFunction> : IEpilogue
    where TFunction : struct, IActivationFunction
{
    public static bool IsShort => TFunction.IsShort;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane, T>(TLane result, T* output)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged => TFunction.Value(result);
}

/// <summary>The slope of the activation before a linear layer, told from its value.</summary>
internal readonly unsafe struct TimesSlope<TFunction> : IEpilogue
    where TFunction : struct, IActivationFunction
{
    public static bool IsShort => TFunction.IsShort;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane, T>(TLane result, T* output)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged => TFunction.SlopeIsGate
        ? TLane.IfPositive(TLane.Load(output), result, TLane.Constant(0))
        : result * TFunction.Slope(default(TLane), TLane.Load(output));
}
