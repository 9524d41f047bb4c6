using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// max(0, -t p): 0 on the right side of the boundary. Its gradient is Rosenblatt's rule; on the boundary itself it counts
/// as wrong, so that a unit whose weights are all 0 learns.
/// </summary>
/// <remarks>Source: Rosenblatt, "The perceptron", Psychological Review 65, 1958.</remarks>
internal readonly struct Perceptron : ILoss
{
    public static string Equation => "max(0, -t p)";

    public static string DerivativeEquation => "-t if t p <= 0, else 0";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T prediction, T target)
        where T : struct, IReal<T> => T.AtLeast(T.Constant(0), -(target * prediction));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T prediction, T target)
        where T : struct, IReal<T> => T.IfPositive(target * prediction, T.Constant(0), -target);
}

/// <summary>max(0, largest p of another class - p_class).</summary>
internal readonly struct MultiClassPerceptron : IColumnLossFunction
{
    private const double Unreachable = 1e30;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Evaluate<T, TColumn>(TColumn prediction, TColumn target, TColumn slope)
        where T : struct, IReal<T>
        where TColumn : struct, IColumn<T>
    {
        var right = Columns.Product<T, TColumn>(prediction, target);
        var (zero, one) = (T.Constant(0), T.Constant(1));

        // The strongest rival is the first of equals; the class itself is pushed below every rival.
        var best = prediction[0] - (target[0] * T.Constant(Unreachable));
        for (int i = 1; i < prediction.Count; i++)
        {
            best = T.AtLeast(best, prediction[i] - (target[i] * T.Constant(Unreachable)));
        }

        var gap = best - right;
        var taken = T.IfPositive(right - best, one, zero);
        for (int i = 0; i < prediction.Count; i++)
        {
            var rival = prediction[i] - (target[i] * T.Constant(Unreachable));
            var push = T.IfPositive(best - rival, zero, one - taken);
            taken += push;
            slope[i] = push;
        }

        var wrong = T.IfPositive(right - best, zero, one);
        for (int i = 0; i < prediction.Count; i++)
        {
            slope[i] -= target[i] * wrong;
        }

        return T.AtLeast(zero, gap);
    }
}
