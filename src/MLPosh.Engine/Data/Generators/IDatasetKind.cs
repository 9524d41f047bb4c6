namespace MLPosh;

/// <summary>A family of generated datasets.</summary>
internal interface IDatasetKind
{
    string Name { get; }

    /// <summary>The settings of its own: names of properties of <see cref="DatasetGeneratorOptions"/>.</summary>
    IReadOnlyList<string> Settings { get; }

    Dataset Generate(DatasetGeneratorOptions options);
}
