using MLPosh.Devices;
using MLPosh.Devices.Reference;

namespace MLPosh;

/// <summary>An activation of all outputs of a sample together: what devices compute, and what people read about it.</summary>
internal interface IColumnActivation : IColumnFunction
{
    /// <inheritdoc cref="IActivation.Equation"/>
    static abstract string Equation { get; }

    /// <inheritdoc cref="IActivation.DerivativeEquation"/>
    static abstract string DerivativeEquation { get; }

    /// <inheritdoc cref="IActivation.Range"/>
    static abstract string Range { get; }

    /// <inheritdoc cref="IActivation.UsedIn"/>
    static abstract string UsedIn { get; }
}

/// <summary>The activation whose function is <typeparamref name="TFunction"/>; it has that type's name.</summary>
internal sealed class ColumnActivation<TFunction>() : Activation(typeof(TFunction).Name), IColumnHandle
    where TFunction : struct, IColumnActivation
{
    public override string Equation => TFunction.Equation;

    public override string DerivativeEquation => TFunction.DerivativeEquation;

    public override string Range => TFunction.Range;

    public override string UsedIn => TFunction.UsedIn;

    public override bool IsElementwise => false;

    internal override double Middle => 0;

    public override IReadOnlyList<FunctionPoint> At(IReadOnlyList<double> z)
    {
        double[] value = [.. z];
        TFunction.Forward<Real64, RealColumn>(new RealColumn(value), new RealColumn(value));
        return [.. z.Select((at, i) =>
        {
            var slope = new double[z.Count];
            slope[i] = 1;
            TFunction.Backward<Real64, RealColumn>(new RealColumn(value), new RealColumn(slope));
            return new FunctionPoint(at, value[i], slope[i]);
        })];
    }

    TResult IColumnHandle.Accept<TResult>(IColumnVisitor<TResult> visitor) => visitor.Visit<TFunction>();

    internal override Rows Record(Recorder recorder, Rows input, int size) => recorder.Activate(this, input, size);
}
