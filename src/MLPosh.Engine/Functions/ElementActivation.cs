using MLPosh.Devices;
using MLPosh.Devices.Reference;

namespace MLPosh;

/// <summary>The element-wise activation whose function is <typeparamref name="TFunction"/>; it has that type's name.</summary>
internal sealed class ElementActivation<TFunction>() : Activation(typeof(TFunction).Name), IActivationHandle
    where TFunction : struct, IActivation
{
    public override string Equation => TFunction.Equation;

    public override string DerivativeEquation => TFunction.DerivativeEquation;

    public override string Range => TFunction.Range;

    public override string UsedIn => TFunction.UsedIn;

    public override bool IsElementwise => true;

    bool IActivationHandle.SlopeNeedsOnlyValue => TFunction.SlopeNeedsOnlyValue;

    internal override double Middle => TFunction.Middle;

    public override IReadOnlyList<FunctionPoint> At(IReadOnlyList<double> z) => [.. z.Select(at =>
    {
        var value = TFunction.Value(new Real64(at));
        return new FunctionPoint(at, value.Number, TFunction.Slope(new Real64(at), value).Number);
    })];

    TResult IActivationHandle.Accept<TResult>(IActivationVisitor<TResult> visitor) => visitor.Visit<TFunction>();

    internal override Rows Record(Recorder recorder, Rows input, int size) => recorder.Activate(this, input);
}
