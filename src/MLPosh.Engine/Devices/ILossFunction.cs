namespace MLPosh.Devices;

/// <summary>A loss that adds up an element-wise function of prediction and target.</summary>
internal interface ILossFunction
{
    /// <summary>The loss of one element.</summary>
    static abstract T Value<T>(T prediction, T target)
        where T : struct, IReal<T>;

    /// <summary>Its derivative by the prediction.</summary>
    static abstract T Slope<T>(T prediction, T target)
        where T : struct, IReal<T>;
}

/// <summary>A loss that takes all outputs of a sample together.</summary>
internal interface IColumnLossFunction
{
    /// <summary>The loss of one sample.</summary>
    /// <param name="prediction">The outputs.</param>
    /// <param name="target">The targets, one an output.</param>
    /// <param name="slope">Receives the derivative by each output.</param>
    static abstract T Evaluate<T, TColumn>(TColumn prediction, TColumn target, TColumn slope)
        where T : struct, IReal<T>
        where TColumn : struct, IColumn<T>;
}

/// <summary>What a device builds for a loss, given its type.</summary>
internal interface ILossVisitor<out TResult>
{
    TResult Visit<TFunction>()
        where TFunction : struct, ILossFunction;

    TResult VisitColumn<TFunction>()
        where TFunction : struct, IColumnLossFunction;
}

/// <summary>A loss of which only a device needs to know the type.</summary>
internal interface ILossHandle
{
    /// <summary>Whether the mean is one over samples, or one over every number of every sample.</summary>
    bool IsMeanOverSamples { get; }

    TResult Accept<TResult>(ILossVisitor<TResult> visitor);
}

/// <summary>How a sample is judged to be classified rightly.</summary>
/// <param name="OutputMiddle">The output that parts both classes where there is one output; null where each class has its own.</param>
/// <param name="TargetMiddle">The target that parts them.</param>
internal sealed record ClassJudge(double? OutputMiddle, double TargetMiddle);
