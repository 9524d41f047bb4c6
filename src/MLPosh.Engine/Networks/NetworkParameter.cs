namespace MLPosh;

/// <summary>A parameter of a network as it was when asked for: a copy that later training does not change.</summary>
public sealed class NetworkParameter
{
    internal NetworkParameter(string name, IReadOnlyList<int> shape, double[] value)
    {
        Name = name;
        Shape = [.. shape];
        Value = value;
    }

    /// <summary>Its name, as in PyTorch's state_dict: "0.weight".</summary>
    public string Name { get; }

    /// <summary>Its dimensions; weight is [outputs, inputs].</summary>
    public int[] Shape { get; }

    /// <summary>Its numbers, flat and row-major.</summary>
    public double[] Value { get; }

    /// <summary>How many numbers it has.</summary>
    public int ElementCount => Value.Length;

    /// <inheritdoc/>
    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}]";
}
