namespace MLPosh.Devices;

/// <summary>Rows of one sample (or of one register of samples) that a function takes together.</summary>
internal interface IColumn<T>
    where T : struct, IReal<T>
{
    int Count { get; }

    T this[int row] { get; set; }
}

/// <summary>A function of several rows of a sample at once, with its derivative. Implementations are empty structs.</summary>
internal interface IColumnFunction
{
    /// <summary>output = f(input); both may be the same.</summary>
    static abstract void Forward<T, TColumn>(TColumn input, TColumn output)
        where T : struct, IReal<T>
        where TColumn : struct, IColumn<T>;

    /// <summary>Turns the gradient by the output into the one by the input, where it stands.</summary>
    static abstract void Backward<T, TColumn>(TColumn output, TColumn gradient)
        where T : struct, IReal<T>
        where TColumn : struct, IColumn<T>;
}

/// <summary>What a device builds for such a function, given its type.</summary>
internal interface IColumnVisitor<out TResult>
{
    TResult Visit<TFunction>()
        where TFunction : struct, IColumnFunction;
}

/// <summary>A function of which only a device needs to know the type.</summary>
internal interface IColumnHandle
{
    TResult Accept<TResult>(IColumnVisitor<TResult> visitor);
}
