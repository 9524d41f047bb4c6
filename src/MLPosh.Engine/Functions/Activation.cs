using MLPosh.Devices;

namespace MLPosh;

/// <summary>A function between layers that has no parameters. Get one by name from <see cref="Find"/>.</summary>
public abstract class Activation
{
    private static readonly Catalog<Activation> Known = new(
        "activation",
        ErrorId.ActivationNotRecognized,
        activation => activation.Name,
        [
            new ElementActivation<Step>(),
            new ElementActivation<Sign>(),
            new ElementActivation<Linear>(),
            new ElementActivation<PiecewiseLinear>(),
            new ElementActivation<Sigmoid>(),
            new ElementActivation<Tanh>(),
            new ElementActivation<ReLU>(),
            new ElementActivation<LeakyReLU>(),
            new ElementActivation<ELU>(),
            new ElementActivation<SELU>(),
            new ElementActivation<GELU>(),
            new ElementActivation<SiLU>(),
            new ElementActivation<Mish>(),
            new ElementActivation<Softplus>(),
            new ElementActivation<Softsign>(),
            new ElementActivation<HardSigmoid>(),
            new ColumnActivation<Softmax>(),
            new ColumnActivation<LogSoftmax>(),
        ]);

    private protected Activation(string name) => Name = name;

    /// <summary>All activations.</summary>
    public static IReadOnlyList<Activation> All => Known.Items;

    /// <summary>The names that <see cref="Find"/> knows.</summary>
    public static IReadOnlyList<string> Names => Known.Names;

    /// <summary>What networks have between their layers unless told otherwise.</summary>
    public static Activation Default => Find(nameof(ReLU));

    /// <summary>Its name, as PyTorch spells it.</summary>
    public string Name { get; }

    /// <summary>f(z) as text.</summary>
    public abstract string Equation { get; }

    /// <summary>f'(z) as text.</summary>
    public abstract string DerivativeEquation { get; }

    /// <summary>The values that it takes, as text.</summary>
    public abstract string Range { get; }

    /// <summary>The models that it is known from.</summary>
    public abstract string UsedIn { get; }

    /// <summary>Whether each output depends on one input only.</summary>
    public abstract bool IsElementwise { get; }

    /// <summary>The value that parts two classes where it is a network's only output.</summary>
    internal abstract double Middle { get; }

    /// <summary>The activation of this name, in any case.</summary>
    /// <exception cref="MLPoshException">ActivationNotRecognized, listing the known ones.</exception>
    public static Activation Find(string name) => Known.Find(name);

    /// <summary>Its value and derivative at a point, in double precision as the reference device defines them.</summary>
    public FunctionPoint At(double z) => At([z])[0];

    /// <summary>
    /// Its value and derivative at each point. Where it is not element-wise, the points are one sample, and a derivative
    /// is that of the output by its own input.
    /// </summary>
    public abstract IReadOnlyList<FunctionPoint> At(IReadOnlyList<double> z);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Records it, forward and back.</summary>
    /// <param name="recorder">Takes the operations.</param>
    /// <param name="input">Its input.</param>
    /// <param name="size">How many rows belong together where it is not element-wise: the last dimension.</param>
    internal abstract Rows Record(Recorder recorder, Rows input, int size);
}
