using System.Globalization;

namespace MLPosh;

/// <summary>
/// What a node of an expression does with its inputs. Where a derivative does not exist, it is PyTorch's: 0 for Abs at 0,
/// ½ each for Max and Min of equal numbers.
/// </summary>
public sealed class ExpressionOperation
{
    private static readonly Catalog<ExpressionOperation> Functions = new(
        "function",
        ErrorId.ExpressionNotSupported,
        operation => operation.Name,
        [
            new("Exp", z => OfValue(Math.Exp(z), e => e)),
            new("Log", z => new(Math.Log(z), 1 / z)),
            new("Sqrt", z => OfValue(Math.Sqrt(z), root => 0.5 / root)),
            new("Pow", "pow({0}, {1})", Power),
            new("Sin", z => new(Math.Sin(z), Math.Cos(z))),
            new("Cos", z => new(Math.Cos(z), -Math.Sin(z))),
            new("Tan", z => OfValue(Math.Tan(z), tan => 1 + (tan * tan))),
            new("Tanh", z => OfValue(Math.Tanh(z), tanh => 1 - (tanh * tanh))),
            new("Abs", z => new(Math.Abs(z), z > 0 ? 1 : z < 0 ? -1 : z)),
            new("Max", "max({0}, {1})", (a, b) => new(Math.Max(a, b), Larger(a, b), Larger(b, a))),
            new("Min", "min({0}, {1})", (a, b) => new(Math.Min(a, b), Larger(b, a), Larger(a, b))),
        ]);

    private readonly Func<double, double, LocalDerivatives> _compute;
    private readonly string _format;

    private ExpressionOperation(string name, string format, Func<double, double, LocalDerivatives> compute)
    {
        (Name, _format, _compute) = (name, format, compute);
        InputCount = 2;
    }

    private ExpressionOperation(string name, Func<double, LocalDerivatives> compute, string? format = null)
        : this(name, format ?? $"{char.ToLowerInvariant(name[0])}{name[1..]}({{0}})", (z, _) => compute(z)) => InputCount = 1;

    /// <summary>a + b.</summary>
    public static ExpressionOperation Add { get; } = new("Add", "{0} + {1}", (a, b) => new(a + b, 1, 1));

    /// <summary>a - b.</summary>
    public static ExpressionOperation Subtract { get; } = new("Subtract", "{0} - {1}", (a, b) => new(a - b, 1, -1));

    /// <summary>a * b.</summary>
    public static ExpressionOperation Multiply { get; } = new("Multiply", "{0} * {1}", (a, b) => new(a * b, b, a));

    /// <summary>a / b.</summary>
    public static ExpressionOperation Divide { get; } = new("Divide", "{0} / {1}", (a, b) => new(a / b, 1 / b, -(a / b) / b));

    /// <summary>-z.</summary>
    public static ExpressionOperation Negate { get; } = new("Negate", z => new(-z, -1), "-{0}");

    /// <summary>The names that <see cref="TryFindFunction"/> knows: those of System.Math.</summary>
    public static IReadOnlyList<string> FunctionNames => Functions.Names;

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>How many inputs it has: 1 or 2.</summary>
    public int InputCount { get; }

    /// <summary>The function that System.Math has under this name, in any case; null where it is not known here.</summary>
    public static ExpressionOperation? TryFindFunction(string name) =>
        Functions.TryFind(name, out var operation) ? operation : null;

    /// <summary>An activation as an operation; null where its outputs depend on more than their own input.</summary>
    public static ExpressionOperation? TryMakeActivation(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        return activation.IsElementwise
            ? new ExpressionOperation(
                activation.Name,
                z => OfPoint(activation.At(z)),
                activation.Name.ToLowerInvariant() + "({0})")
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal LocalDerivatives At(double first, double second) => _compute(first, second);

    /// <summary>The operation written with its inputs' names.</summary>
    internal string Write(string first, string second) =>
        string.Format(CultureInfo.InvariantCulture, _format, first, second);

    /// <summary>At an exponent or a base of 0 the formulas give 0 · ∞; the limits are 0.</summary>
    private static LocalDerivatives Power(double z, double exponent)
    {
        double value = Math.Pow(z, exponent);
        return new(
            value,
            exponent == 0 ? 0 : exponent * Math.Pow(z, exponent - 1),
            z == 0 && exponent >= 0 ? 0 : value * Math.Log(z));
    }

    /// <summary>Where the derivative is known from the value.</summary>
    private static LocalDerivatives OfValue(double value, Func<double, double> slope) => new(value, slope(value));

    private static LocalDerivatives OfPoint(FunctionPoint point) => new(point.Value, point.Derivative);

    private static double Larger(double a, double b) => a > b ? 1 : a < b ? 0 : a == b ? 0.5 : double.NaN;
}
