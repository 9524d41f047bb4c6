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

/// <summary>
/// output = weight * input + bias. Numbers: weight, bias or -1, input, output, the row beside it, height of the input, of the
/// output.
/// </summary>
internal readonly struct ResidentLinear<TEpilogue> : IResidentOperation
    where TEpilogue : struct, IProductEpilogue
{
    public static void Run(ResidentGroup group, int at)
    {
        int weight = group.Numbers[at], bias = group.Numbers[at + 1], input = group.Numbers[at + 2];
        int output = group.Numbers[at + 3], beside = group.Numbers[at + 4];
        int depth = group.Numbers[at + 5], height = group.Numbers[at + 6];
        for (int row = group.Row; row < height; row += group.RowStep)
        {
            for (int sample = group.Lane; sample < group.Count; sample += group.Lanes)
            {
                float sum = 0;
                if (bias >= 0)
                {
                    sum = group.Shared[bias + row];
                }

                for (int i = 0; i < depth; i++)
                {
                    sum += group.Shared[weight + (row * depth) + i] * group.Shared[input + (i * group.Stride) + sample];
                }

                int place = (row * group.Stride) + sample;
                group.Shared[output + place] = TEpilogue.Of(sum, group.Shared[beside + place]);
            }
        }
    }
}

/// <summary>
/// inputGradient = weightᵀ * outputGradient. Numbers: weight, -1, the output's gradient, the input's, the row beside it,
/// height of the output, of the input.
/// </summary>
internal readonly struct ResidentInputGradient<TEpilogue> : IResidentOperation
    where TEpilogue : struct, IProductEpilogue
{
    public static void Run(ResidentGroup group, int at)
    {
        int weight = group.Numbers[at], from = group.Numbers[at + 2], to = group.Numbers[at + 3];
        int beside = group.Numbers[at + 4], depth = group.Numbers[at + 5], height = group.Numbers[at + 6];
        for (int row = group.Row; row < height; row += group.RowStep)
        {
            for (int sample = group.Lane; sample < group.Count; sample += group.Lanes)
            {
                float sum = 0;
                for (int o = 0; o < depth; o++)
                {
                    sum += group.Shared[weight + (o * height) + row] * group.Shared[from + (o * group.Stride) + sample];
                }

                int place = (row * group.Stride) + sample;
                group.Shared[to + place] = TEpilogue.Of(sum, group.Shared[beside + place]);
            }
        }
    }
}
