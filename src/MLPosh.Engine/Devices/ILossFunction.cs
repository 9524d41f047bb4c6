namespace MLPosh.Devices;

/// <summary>A loss that is the mean of an element-wise function of prediction and target.</summary>
internal interface ILossFunction
{
    /// <summary>The loss of one element.</summary>
    static abstract T Value<T>(T prediction, T target)
        where T : struct, IReal<T>;

    /// <summary>Its derivative by the prediction.</summary>
    static abstract T Slope<T>(T prediction, T target)
        where T : struct, IReal<T>;
}

/// <summary>What a device builds for a loss, given its type.</summary>
internal interface ILossVisitor<out TResult>
{
    TResult Visit<TFunction>()
        where TFunction : struct, ILossFunction;
}

/// <summary>A loss of which only a device needs to know the type.</summary>
internal interface ILossHandle
{
    TResult Accept<TResult>(ILossVisitor<TResult> visitor);
}
