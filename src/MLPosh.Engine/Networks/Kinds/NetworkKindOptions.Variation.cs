namespace MLPosh;

/// <content>Settings of a network made from those of another one.</content>
public sealed partial record NetworkKindOptions
{
    /// <summary>All sizes in one list, from the input's to the output's.</summary>
    internal IReadOnlyList<int> JoinedSize => Size ?? [InputSize!.Value, .. HiddenSize ?? [], OutputSize!.Value];

    /// <summary>Names of the sizes that were given, but for those that only some kinds have.</summary>
    internal IEnumerable<string> Sizes()
    {
        (string Name, bool IsGiven)[] sizes =
            [(nameof(Size), Size is not null), (nameof(InputSize), InputSize is not null), (nameof(OutputSize), OutputSize is not null)];
        return sizes.Where(size => size.IsGiven).Select(size => size.Name);
    }

    /// <summary>These settings without those that a kind does not have.</summary>
    /// <param name="settings">Names of those that it has.</param>
    internal NetworkKindOptions Only(IReadOnlyList<string> settings)
    {
        bool Has(string name) => settings.Contains(name);
        return this with
        {
            HiddenSize = Has(nameof(HiddenSize)) ? HiddenSize : null,
            Length = Has(nameof(Length)) ? Length : null,
            Activation = Has(nameof(Activation)) ? Activation : null,
            CodeSize = Has(nameof(CodeSize)) ? CodeSize : null,
            Beta = Has(nameof(Beta)) ? Beta : null,
            NoiseDeviation = Has(nameof(NoiseDeviation)) ? NoiseDeviation : null,
            MaskProbability = Has(nameof(MaskProbability)) ? MaskProbability : null,
            SparsityPenalty = Has(nameof(SparsityPenalty)) ? SparsityPenalty : null,
            Sparsity = Has(nameof(Sparsity)) ? Sparsity : null,
            SparsityWeight = Has(nameof(SparsityWeight)) ? SparsityWeight : null,
        };
    }

    /// <summary>These settings with others in their place where those were given.</summary>
    /// <param name="changes">The others.</param>
    /// <param name="splitsSize">Whether Size is an input, hidden layers and an output, so that one of them can be changed alone.</param>
    internal NetworkKindOptions With(NetworkKindOptions changes, bool splitsSize)
    {
        bool changesOne = changes.InputSize is not null || changes.HiddenSize is not null || changes.OutputSize is not null;
        var start = changes.Size is not null ? this with { InputSize = null, HiddenSize = null, OutputSize = null, CodeSize = null }
            : changesOne && splitsSize && Size is { Count: >= 2 } all
                ? this with { Size = null, InputSize = all[0], HiddenSize = [.. all.Skip(1).SkipLast(1)], OutputSize = all[^1] }
            : this;
        return start with
        {
            InputSize = changes.InputSize ?? start.InputSize,
            HiddenSize = changes.HiddenSize ?? start.HiddenSize,
            OutputSize = changes.OutputSize ?? start.OutputSize,
            Size = changes.Size ?? start.Size,
            Length = changes.Length ?? start.Length,
            Activation = changes.Activation ?? start.Activation,
            CodeSize = changes.CodeSize ?? start.CodeSize,
            Beta = changes.Beta ?? start.Beta,
            NoiseDeviation = changes.NoiseDeviation ?? start.NoiseDeviation,
            MaskProbability = changes.MaskProbability ?? start.MaskProbability,
            SparsityPenalty = changes.SparsityPenalty ?? start.SparsityPenalty,
            Sparsity = changes.Sparsity ?? start.Sparsity,
            SparsityWeight = changes.SparsityWeight ?? start.SparsityWeight,
            Warn = changes.Warn,
        };
    }
}
