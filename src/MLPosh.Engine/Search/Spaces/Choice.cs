namespace MLPosh;

/// <summary>One of some values, each as likely as the others.</summary>
public sealed record Choice : SearchRange
{
    private readonly object[] _values;

    /// <param name="values">At least one.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange for none.</exception>
    public Choice(IEnumerable<object> values)
    {
        _values = [.. values];
        if (_values.Length == 0)
        {
            throw Option.OutOfRange(nameof(Choice), "an empty list", "at least one value");
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<object> Values => _values;

    /// <inheritdoc/>
    public override string Name => nameof(Choice);

    /// <inheritdoc/>
    public override object At(double share) => _values[(int)(share * _values.Length)];

    /// <inheritdoc/>
    public override string ToString() => $"{Name}({string.Join(", ", _values.Select(TrialParameters.Text))})";
}
