using System.Globalization;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// A loss that asks for a prediction on the right side of a boundary: element by element against targets of -1 and 1, or
/// over classes with an output each. It has the name of <typeparamref name="TBinary"/>.
/// </summary>
internal sealed class MarginLoss<TBinary, TMultiClass>() : Loss(typeof(TBinary).Name)
    where TBinary : struct, ILoss
    where TMultiClass : struct, IColumnLossFunction
{
    public override string Equation => TBinary.Equation;

    public override string DerivativeEquation => TBinary.DerivativeEquation;

    public override string Targets => "two classes with one output, classes with an output each, or numbers -1 and 1";

    internal override ILossHandle OverNumbers { get; } = new ElementLoss<TBinary>();

    internal override ILossHandle OverTwoClasses => OverNumbers;

    internal override ILossHandle OverClasses { get; } = new ColumnLoss<TMultiClass>();

    internal override TargetEncoding TwoClassTargets => TargetEncoding.Signs;

    internal override string? Objection(ReadOnlySpan<double> targets, int width)
    {
        for (int i = 0; i < targets.Length; i++)
        {
            if (targets[i] is not (1 or -1))
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"needs classes or targets of -1 and 1, but row {(i / width) + 1} has {targets[i]}");
            }
        }

        return null;
    }
}
