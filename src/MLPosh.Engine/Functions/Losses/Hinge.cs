using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>max(0, 1 - t p): the support vector machine's loss.</summary>
internal readonly struct Hinge : ILoss
{
    public static string Equation => "max(0, 1 - t p)";

    public static string DerivativeEquation => "-t if t p < 1, else 0";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T prediction, T target)
        where T : struct, IReal<T> => T.AtLeast(T.Constant(0), T.Constant(1) - (target * prediction));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T prediction, T target)
        where T : struct, IReal<T> => T.IfPositive(T.Constant(1) - (target * prediction), -target, T.Constant(0));
}

/// <summary>Σⱼ max(0, 1 - p_class + pⱼ) / outputs, over the outputs of the other classes.</summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.nn.MultiMarginLoss.html.</remarks>
internal readonly struct MultiClassHinge : IColumnLossFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Evaluate<T, TColumn>(TColumn prediction, TColumn target, TColumn slope)
        where T : struct, IReal<T>
        where TColumn : struct, IColumn<T>
    {
        var least = T.Constant(1) - Columns.Product<T, TColumn>(prediction, target);
        var (one, share) = (T.Constant(1), T.Constant(1.0 / prediction.Count));
        var (loss, violations) = (T.Constant(0), T.Constant(0));
        for (int i = 0; i < prediction.Count; i++)
        {
            var other = (one - target[i]) * share;
            loss = T.MultiplyAdd(other, T.AtLeast(T.Constant(0), least + prediction[i]), loss);
            var violation = T.IfPositive(least + prediction[i], other, T.Constant(0));
            slope[i] = violation;
            violations += violation;
        }

        for (int i = 0; i < prediction.Count; i++)
        {
            slope[i] -= target[i] * violations;
        }

        return loss;
    }
}
