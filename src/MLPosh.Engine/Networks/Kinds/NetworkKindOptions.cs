namespace MLPosh;

/// <summary>Sizes and settings of a network of a kind. What is null was not given; each kind has its own default.</summary>
public sealed partial record NetworkKindOptions
{
    /// <summary>Numbers of one input sample; of a sequence, numbers of one time step.</summary>
    public int? InputSize
    {
        get;
        init => field = AtLeastOne(value, nameof(InputSize));
    }

    /// <summary>Units of each hidden layer, from the input on.</summary>
    public IReadOnlyList<int>? HiddenSize
    {
        get;
        init => field = AllAtLeastOne(value, nameof(HiddenSize));
    }

    /// <summary>Numbers of one output.</summary>
    public int? OutputSize
    {
        get;
        init => field = AtLeastOne(value, nameof(OutputSize));
    }

    /// <summary>All of these sizes in one list, from the input's to the output's, instead of the three.</summary>
    public IReadOnlyList<int>? Size
    {
        get;
        init => field = AllAtLeastOne(value, nameof(Size));
    }

    /// <summary>Recurrent, LSTM, GRU: time steps of a sequence.</summary>
    public int? Length
    {
        get;
        init => field = AtLeastOne(value, nameof(Length));
    }

    /// <summary>What the hidden layers end with.</summary>
    public Activation? Activation { get; init; }

    /// <summary>Autoencoders: numbers of the code.</summary>
    public int? CodeSize
    {
        get;
        init => field = AtLeastOne(value, nameof(CodeSize));
    }

    /// <summary>VariationalAutoEncoder: weight of the KL term against the sum of the losses of a sample's numbers.</summary>
    public double? Beta
    {
        get;
        init => field = value is { } beta ? Option.NotNegative(beta, nameof(Beta)) : null;
    }

    /// <summary>DenoisingAutoEncoder: standard deviation of the noise on the input.</summary>
    public double? NoiseDeviation
    {
        get;
        init => field = value is { } deviation ? Option.NotNegative(deviation, nameof(NoiseDeviation)) : null;
    }

    /// <summary>DenoisingAutoEncoder: instead of noise, the probability that a number of the input is set to 0.</summary>
    public double? MaskProbability
    {
        get;
        init => field = value is { } probability ? Option.Share(probability, nameof(MaskProbability)) : null;
    }

    /// <summary>SparseAutoEncoder: what draws the code to be sparse.</summary>
    public SparsityPenalty? SparsityPenalty
    {
        get;
        init => field = value is null || Enum.IsDefined(value.Value)
            ? value
            : throw Option.OutOfRange(nameof(SparsityPenalty), value, string.Join(", ", Enum.GetNames<SparsityPenalty>()));
    }

    /// <summary>SparseAutoEncoder: the mean activation that units of the code are drawn to.</summary>
    public double? Sparsity
    {
        get;
        init => field = value is { } rho ? Option.Between(0, 1, rho, nameof(Sparsity)) : null;
    }

    /// <summary>SparseAutoEncoder: weight of the penalty against the sum of the losses of a sample's numbers.</summary>
    public double? SparsityWeight
    {
        get;
        init => field = value is { } weight ? Option.NotNegative(weight, nameof(SparsityWeight)) : null;
    }

    /// <summary>Told what is likely a mistake though the network can be made.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>Names of the settings that were given and that only some kinds use.</summary>
    internal IEnumerable<string> GivenKindSettings()
    {
        (string Name, bool IsGiven)[] settings =
        [
            (nameof(HiddenSize), HiddenSize is not null),
            (nameof(Length), Length is not null),
            (nameof(Activation), Activation is not null),
            (nameof(CodeSize), CodeSize is not null),
            (nameof(Beta), Beta is not null),
            (nameof(NoiseDeviation), NoiseDeviation is not null),
            (nameof(MaskProbability), MaskProbability is not null),
            (nameof(SparsityPenalty), SparsityPenalty is not null),
            (nameof(Sparsity), Sparsity is not null),
            (nameof(SparsityWeight), SparsityWeight is not null),
        ];
        return settings.Where(setting => setting.IsGiven).Select(setting => setting.Name);
    }

    private static int? AtLeastOne(int? value, string name) => value is { } size ? Option.AtLeast(1, size, name) : null;

    private static IReadOnlyList<int>? AllAtLeastOne(IReadOnlyList<int>? values, string name)
    {
        foreach (int size in values ?? [])
        {
            Option.AtLeast(1, size, name);
        }

        return values;
    }
}
