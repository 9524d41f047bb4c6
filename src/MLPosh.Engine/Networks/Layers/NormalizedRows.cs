namespace MLPosh;

/// <summary>Rows that are normalised together: for each of <paramref name="Count"/> groups its places.</summary>
/// <param name="Count">Groups.</param>
/// <param name="Step">Rows from a group to the next.</param>
/// <param name="Places">Places of a group.</param>
/// <param name="PlaceStep">Rows from a place to the next.</param>
internal readonly record struct NormalizedRows(int Count, int Step, int Places, int PlaceStep)
{
    /// <summary>All rows of a feature, or of a plane of an image.</summary>
    public static NormalizedRows ByFeature(IReadOnlyList<int> shape) => shape.Count == 3
        ? new NormalizedRows(shape[0], shape[1] * shape[2], shape[1] * shape[2], 1)
        : new NormalizedRows(shape[^1], 1, shape.Count == 2 ? shape[0] : 1, shape[^1]);

    /// <summary>The rows of the last dimension, for each of the places before it.</summary>
    public static NormalizedRows ByPlace(IReadOnlyList<int> shape) => new(
        shape.SkipLast(1).Aggregate(1, (product, size) => product * size), shape[^1], shape[^1], 1);

    public int Row(int group, int place) => (group * Step) + (place * PlaceStep);
}
