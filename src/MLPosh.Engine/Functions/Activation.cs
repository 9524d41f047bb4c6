using MLPosh.Devices;
using MLPosh.Devices.Reference;

namespace MLPosh;

/// <summary>An element-wise function between layers. Get one by name from <see cref="Find"/>.</summary>
public abstract class Activation : IActivationHandle
{
    private static readonly Catalog<Activation> Known = new(
        "activation",
        ErrorId.ActivationNotRecognized,
        activation => activation.Name,
        [new Activation<Linear>(), new Activation<ReLU>(), new Activation<Sigmoid>(), new Activation<Tanh>()]);

    private protected Activation(string name) => Name = name;

    /// <summary>The names that <see cref="Find"/> knows.</summary>
    public static IReadOnlyList<string> Names => Known.Names;

    /// <summary>What networks have between their layers unless told otherwise.</summary>
    public static Activation Default => Find(nameof(ReLU));

    /// <summary>Its name, as PyTorch spells it.</summary>
    public string Name { get; }

    bool IActivationHandle.SlopeNeedsOnlyValue => SlopeNeedsOnlyValue;

    private protected abstract bool SlopeNeedsOnlyValue { get; }

    /// <summary>The activation of this name, in any case.</summary>
    /// <exception cref="MLPoshException">ActivationNotRecognized, listing the known ones.</exception>
    public static Activation Find(string name) => Known.Find(name);

    /// <summary>Its value and derivative at a point, in double precision as the reference device defines them.</summary>
    public abstract FunctionPoint At(double z);

    TResult IActivationHandle.Accept<TResult>(IActivationVisitor<TResult> visitor) => Accept(visitor);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private protected abstract TResult Accept<TResult>(IActivationVisitor<TResult> visitor);
}

/// <summary>The activation whose function is <typeparamref name="TFunction"/>; it has that type's name.</summary>
internal sealed class Activation<TFunction>() : Activation(typeof(TFunction).Name)
    where TFunction : struct, IActivationFunction
{
    private protected override bool SlopeNeedsOnlyValue => TFunction.SlopeNeedsOnlyValue;

    public override FunctionPoint At(double z)
    {
        var value = TFunction.Value(new Real64(z));
        return new FunctionPoint(z, value.Number, TFunction.Slope(new Real64(z), value).Number);
    }

    private protected override TResult Accept<TResult>(IActivationVisitor<TResult> visitor) => visitor.Visit<TFunction>();
}
