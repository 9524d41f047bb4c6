using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>What operations see of a group: its shared memory, the batch in it, and which part of it a thread takes.</summary>
/// <param name="Shared">Parameters from the first number on, rows behind them.</param>
/// <param name="Numbers">Of all operations.</param>
/// <param name="Stride">Numbers from one row to the next.</param>
/// <param name="Count">Samples of the batch.</param>
/// <param name="Lane">This thread's first sample.</param>
/// <param name="Lanes">Samples from one of this thread's to the next.</param>
/// <param name="Row">This thread's first row.</param>
/// <param name="RowStep">Rows from one of this thread's to the next.</param>
internal readonly record struct ResidentGroup(
    ArrayView<float> Shared, ArrayView<int> Numbers, int Stride, int Count, int Lane, int Lanes, int Row, int RowStep);

/// <summary>An operation of a network that lies in shared memory. Its numbers are <see cref="ResidentOperation.Numbers"/> from a place on.</summary>
internal interface IResidentOperation
{
    static abstract void Run(ResidentGroup group, int at);
}

/// <summary>What is known of all operations.</summary>
internal static class ResidentOperation
{
    /// <summary>Numbers that each of them has.</summary>
    public const int Numbers = 7;
}

/// <summary>No more operations.</summary>
internal readonly struct Nothing : IResidentOperation
{
    public static void Run(ResidentGroup group, int at)
    {
    }
}

/// <summary>Operations one after the other, with a barrier behind each: a network as a type, so that nothing is looked up.</summary>
internal readonly struct Then<TFirst, TRest> : IResidentOperation
    where TFirst : struct, IResidentOperation
    where TRest : struct, IResidentOperation
{
    public static void Run(ResidentGroup group, int at)
    {
        TFirst.Run(group, at);
        Group.Barrier();
        TRest.Run(group, at + ResidentOperation.Numbers);
    }
}

/// <summary>The sum and what is there.</summary>
internal readonly struct AddSum : IProductEpilogue
{
    public static float Of(float sum, float beside) => sum + beside;
}
