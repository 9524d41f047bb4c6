using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>yᵢ = zᵢ - ln Σⱼ e^zⱼ. Backward: dzᵢ = dyᵢ - e^yᵢ Σⱼ dyⱼ.</summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.nn.LogSoftmax.html (over the last dimension).</remarks>
internal readonly struct LogSoftmax : IColumnActivation
{
    public static string Equation => "z_i - ln(sum_j e^z_j)";

    public static string DerivativeEquation => "1 - e^f_i by z_i, -e^f_j by z_j";

    public static string Range => "(-inf, 0)";

    public static string UsedIn => "Output of a classifier, with the loss NegativeLogLikelihood";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Forward<T, TColumn>(TColumn input, TColumn output)
        where T : struct, IReal<T>
        where TColumn : struct, IColumn<T>
    {
        var largest = Columns.Largest<T, TColumn>(input);
        var log = Columns.LogSumExp(input, largest);
        for (int i = 0; i < input.Count; i++)
        {
            output[i] = (input[i] - largest) - log;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Backward<T, TColumn>(TColumn output, TColumn gradient)
        where T : struct, IReal<T>
        where TColumn : struct, IColumn<T>
    {
        var sum = T.Constant(0);
        for (int i = 0; i < output.Count; i++)
        {
            sum += gradient[i];
        }

        for (int i = 0; i < output.Count; i++)
        {
            gradient[i] -= T.Exp(output[i]) * sum;
        }
    }
}
