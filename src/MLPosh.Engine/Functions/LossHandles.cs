using MLPosh.Devices;

namespace MLPosh;

/// <summary>An element-wise loss, its mean taken over every number of every sample or over the samples.</summary>
internal sealed class ElementLoss<TFunction>(bool isMeanOverSamples = false) : ILossHandle
    where TFunction : struct, ILossFunction
{
    public bool IsMeanOverSamples => isMeanOverSamples;

    public TResult Accept<TResult>(ILossVisitor<TResult> visitor) => visitor.Visit<TFunction>();
}

/// <summary>A loss of a sample's outputs together; its mean is one over the samples.</summary>
internal sealed class ColumnLoss<TFunction> : ILossHandle
    where TFunction : struct, IColumnLossFunction
{
    public bool IsMeanOverSamples => true;

    public TResult Accept<TResult>(ILossVisitor<TResult> visitor) => visitor.VisitColumn<TFunction>();
}
