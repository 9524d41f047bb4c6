namespace MLPosh;

/// <summary>Sizes and settings of a network of a kind. What is null was not given; each kind has its own default.</summary>
public sealed record NetworkKindOptions
{
    /// <summary>Numbers of one input sample.</summary>
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

    /// <summary>What the hidden layers end with.</summary>
    public Activation? Activation { get; init; }

    /// <summary>Told what is likely a mistake though the network can be made.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>Names of the settings that were given and that only some kinds use.</summary>
    internal IEnumerable<string> GivenKindSettings()
    {
        (string Name, bool IsGiven)[] settings =
        [
            (nameof(HiddenSize), HiddenSize is not null),
            (nameof(Activation), Activation is not null),
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
