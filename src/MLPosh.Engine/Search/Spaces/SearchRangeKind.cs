namespace MLPosh;

/// <summary>A kind of range: its name, which texts and New-SearchSpace know it by, and how it is made.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="OfBounds">Makes it of a minimum and a maximum; null for the kind that is made of values.</param>
internal sealed record SearchRangeKind(string Name, Func<double, double, SearchRange>? OfBounds)
{
    public static readonly Catalog<SearchRangeKind> Known = new(
        "kind of search space",
        ErrorId.SearchSpaceNotRecognized,
        kind => kind.Name,
        [
            new(nameof(Choice), null),
            new(nameof(Uniform), (minimum, maximum) => new Uniform(minimum, maximum)),
            new(nameof(LogUniform), (minimum, maximum) => new LogUniform(minimum, maximum)),
            new(nameof(Integer), Integer.Of),
        ]);
}
