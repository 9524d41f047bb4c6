using System.Runtime.CompilerServices;

namespace MLPosh.Devices;

/// <summary>One way through a function of some rows of each sample together.</summary>
internal interface IColumnPass
{
    static abstract void Run<T, TColumn>(TColumn first, TColumn second)
        where T : struct, IReal<T>
        where TColumn : struct, IColumn<T>;
}

/// <summary>From its input to its output.</summary>
internal readonly struct ColumnForward<TFunction> : IColumnPass
    where TFunction : struct, IColumnFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<T, TColumn>(TColumn first, TColumn second)
        where T : struct, IReal<T>
        where TColumn : struct, IColumn<T> => TFunction.Forward<T, TColumn>(first, second);
}

/// <summary>Given its output, from the gradient by it to the one by its input, where that stands.</summary>
internal readonly struct ColumnBackward<TFunction> : IColumnPass
    where TFunction : struct, IColumnFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<T, TColumn>(TColumn first, TColumn second)
        where T : struct, IReal<T>
        where TColumn : struct, IColumn<T> => TFunction.Backward<T, TColumn>(first, second);
}
