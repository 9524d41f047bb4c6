using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>yᵢ = e^zᵢ / Σⱼ e^zⱼ: positive, sum 1. Backward: dzᵢ = yᵢ (dyᵢ - Σⱼ yⱼ dyⱼ).</summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.nn.Softmax.html (over the last dimension).</remarks>
internal readonly struct Softmax : IColumnActivation
{
    public static string Equation => "e^z_i / sum_j e^z_j";

    public static string DerivativeEquation => "f_i (1 - f_i) by z_i, -f_i f_j by z_j";

    public static string Range => "(0, 1), sum 1";

    public static string UsedIn => "Output of a classifier as probabilities";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Forward<T, TColumn>(TColumn input, TColumn output)
        where T : struct, IReal<T>
        where TColumn : struct, IColumn<T>
    {
        var largest = Columns.Largest<T, TColumn>(input);
        var sum = T.Constant(0);
        for (int i = 0; i < input.Count; i++)
        {
            var power = T.Exp(input[i] - largest);
            sum += power;
            output[i] = power;
        }

        var scale = T.Constant(1) / sum;
        for (int i = 0; i < output.Count; i++)
        {
            output[i] *= scale;
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
            sum = T.MultiplyAdd(output[i], gradient[i], sum);
        }

        for (int i = 0; i < output.Count; i++)
        {
            gradient[i] = output[i] * (gradient[i] - sum);
        }
    }
}
