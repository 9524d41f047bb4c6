namespace MLPosh;

/// <summary>The derivative of the mean loss by one parameter.</summary>
public sealed class ParameterGradient
{
    internal ParameterGradient(NetworkParameter values)
    {
        Name = values.Name;
        Shape = values.Shape;
        Value = values.Value;
        Norm = VectorNorm.Of(values.Value);
    }

    /// <summary>The parameter's name: "0.weight".</summary>
    public string Name { get; }

    /// <summary>The parameter's dimensions.</summary>
    public int[] Shape { get; }

    /// <summary>The derivatives, flat and row-major.</summary>
    public double[] Value { get; }

    /// <summary>Their Euclidean norm.</summary>
    public double Norm { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}]";
}
