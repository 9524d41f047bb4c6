using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>One factor of a product as it lies in memory: lines (rows of the left, columns of the right one) by depth.</summary>
/// <param name="Numbers">From its first number on.</param>
/// <param name="Step">Numbers from one line to the next, or from one depth to the next: whichever is not 1.</param>
/// <param name="Again">Numbers from one repetition to the next.</param>
internal readonly record struct Factor(ArrayView<float> Numbers, int Step, int Again);

/// <summary>What a product is of and what happens to its sums.</summary>
internal struct ProductArguments
{
    public Factor Left;
    public Factor Right;

    /// <summary>The result, row-major.</summary>
    public Factor Result;

    /// <summary>Where the epilogue looks for a value beside the result's; as the result lies.</summary>
    public Factor Beside;

    /// <summary>A number a row; only with <see cref="HasBias"/>.</summary>
    public ArrayView<float> Bias;

    public int HasBias;
    public int Adds;
    public int Height;
    public int Width;
    public int Depth;

    /// <summary>Repetitions that are added up: each a part of the depth.</summary>
    public int Repetitions;
}

/// <summary>What happens to a sum before it is stored.</summary>
internal interface IProductEpilogue
{
    /// <summary>What is stored.</summary>
    /// <param name="sum">The sum, with bias.</param>
    /// <param name="beside">The value beside the result's place.</param>
    static abstract float Of(float sum, float beside);
}

/// <summary>The sum as it is.</summary>
internal readonly struct KeepSum : IProductEpilogue
{
    public static float Of(float sum, float beside) => sum;
}

/// <summary>The value of an activation.</summary>
internal readonly struct ActivateSum<TFunction> : IProductEpilogue
    where TFunction : struct, IActivationFunction
{
    public static float Of(float sum, float beside) => TFunction.Value(new Real32(sum)).Number;
}

/// <summary>The sum times the slope of an activation, told from its value beside.</summary>
internal readonly struct TimesSlope<TFunction> : IProductEpilogue
    where TFunction : struct, IActivationFunction
{
    public static float Of(float sum, float beside)
    {
        var value = new Real32(beside);
        return sum * TFunction.Slope(value, value).Number;
    }
}
