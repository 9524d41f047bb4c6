using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>What several functions of a sample's outputs are made of.</summary>
internal static class Columns
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Largest<T, TColumn>(TColumn column)
        where T : struct, IReal<T>
        where TColumn : struct, IColumn<T>
    {
        var largest = column[0];
        for (int i = 1; i < column.Count; i++)
        {
            largest = T.AtLeast(largest, column[i]);
        }

        return largest;
    }

    /// <summary>ln Σ e^(zᵢ - largest): the powers of the numbers themselves could overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LogSumExp<T, TColumn>(TColumn column, T largest)
        where T : struct, IReal<T>
        where TColumn : struct, IColumn<T>
    {
        var sum = T.Constant(0);
        for (int i = 0; i < column.Count; i++)
        {
            sum += T.Exp(column[i] - largest);
        }

        return T.Log(sum);
    }

    /// <summary>Σ aᵢ bᵢ: with a target that is 1 for the class and 0 for the others, the class's own output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Product<T, TColumn>(TColumn a, TColumn b)
        where T : struct, IReal<T>
        where TColumn : struct, IColumn<T>
    {
        var sum = T.Constant(0);
        for (int i = 0; i < a.Count; i++)
        {
            sum = T.MultiplyAdd(a[i], b[i], sum);
        }

        return sum;
    }
}
