namespace MLPosh;

/// <summary>What to do with a cell that holds no value.</summary>
public enum MissingValues
{
    /// <summary>Fail and name the cell.</summary>
    Error,

    /// <summary>Leave its row out.</summary>
    Drop,

    /// <summary>Put the mean of its column's other values there; features only.</summary>
    Mean,
}

/// <summary>How columns become features and targets.</summary>
public sealed record DatasetOptions
{
    /// <summary>The feature columns; null for all that are no target. For arrays: the features' names.</summary>
    public IReadOnlyList<string>? Feature { get; init; }

    /// <summary>The target columns. For arrays: the targets' names.</summary>
    public IReadOnlyList<string>? Target { get; init; }

    /// <summary>Columns whose values are labels even where they look like numbers: features become one-hot, a target classes.</summary>
    public IReadOnlyList<string>? Categorical { get; init; }

    /// <summary>What to do with cells that hold no value.</summary>
    public MissingValues Missing { get; init; }

    /// <summary>Whether features are shifted and scaled to mean 0 and standard deviation 1.</summary>
    public bool Standardize { get; init; }

    /// <summary>
    /// Whether sequences in an array may differ in length: zeros then fill the shorter ones in front, so that all end at
    /// the last time step.
    /// </summary>
    public bool Pad { get; init; }

    internal bool IsCategorical(string column) =>
        Categorical?.Contains(column, StringComparer.OrdinalIgnoreCase) == true;
}
