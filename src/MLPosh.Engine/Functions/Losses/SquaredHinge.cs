using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>max(0, 1 - t p)²: a hinge without a kink.</summary>
internal readonly struct SquaredHinge : ILoss
{
    public static string Equation => "max(0, 1 - t p)^2";

    public static string DerivativeEquation => "-2 t max(0, 1 - t p)";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T prediction, T target)
        where T : struct, IReal<T>
    {
        var gap = Hinge.Value(prediction, target);
        return gap * gap;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T prediction, T target)
        where T : struct, IReal<T> => T.Constant(-2) * target * Hinge.Value(prediction, target);
}

/// <summary>Σⱼ max(0, 1 - p_class + pⱼ)² / outputs, over the outputs of the other classes.</summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.nn.MultiMarginLoss.html (p 2).</remarks>
internal readonly struct MultiClassSquaredHinge : IColumnLossFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Evaluate<T, TColumn>(TColumn prediction, TColumn target, TColumn slope)
        where T : struct, IReal<T>
        where TColumn : struct, IColumn<T>
    {
        var least = T.Constant(1) - Columns.Product<T, TColumn>(prediction, target);
        var (one, share) = (T.Constant(1), T.Constant(1.0 / prediction.Count));
        var (loss, pull) = (T.Constant(0), T.Constant(0));
        for (int i = 0; i < prediction.Count; i++)
        {
            var gap = T.AtLeast(T.Constant(0), least + prediction[i]);
            var shared = (one - target[i]) * share * gap;
            loss = T.MultiplyAdd(shared, gap, loss);
            slope[i] = shared + shared;
            pull += shared + shared;
        }

        for (int i = 0; i < prediction.Count; i++)
        {
            slope[i] -= target[i] * pull;
        }

        return loss;
    }
}
