namespace MLPosh.Devices.Cpu;

/// <summary>
/// Networks whose weights do not stay in a core's cache while a tile passes through them. Threads then share each product by
/// the rows of its result instead of by samples: every core works for any batch, a gradient is needed once and not once a slot,
/// and what is read from beyond the cache serves all tiles.
/// </summary>
internal static class WideNetwork
{
    /// <summary>Rows of a result that a thread takes at a time: eight blocks of six.</summary>
    public const int RowsAtOnce = 48;

    /// <summary>Terms of its sums that it takes at a time, so that a tile's part of them stays in cache while all rows pass.</summary>
    public const int TermsAtOnce = 512;

    // Fewer parameters stay in cache well enough, and threads would wait for one another as long as they work.
    private const int LeastParameters = 256 * 1024;

    // Of all rows: half a GiB of single precision, and with the inputs that are turned up to twice that. More goes tile by tile.
    private const long MostNumbers = 128 * 1024 * 1024;

    // A smaller weight's product is done tile by tile among others.
    private const int LeastWeight = 64 * 1024;

    /// <summary>Whether a recording is of such a network: all that it learns are weights and biases of products, each of one.</summary>
    /// <param name="recording">What is computed.</param>
    /// <param name="capacity">Most samples of a batch: all of them keep all of their rows.</param>
    public static bool Is(Recording recording, int capacity)
    {
        if (recording.ParameterCount < LeastParameters || recording.Heights.Sum(height => (long)height) * capacity > MostNumbers)
        {
            return false;
        }

        var products = recording.Backward.OfType<LinearWeightGradient>().ToArray();
        return recording.Backward.Count == 0 || (products.All(linear => linear.Repeat.More == 0)
            && products.DistinctBy(linear => linear.Weight.Offset).Count() == products.Length
            && products.Sum(linear => (long)linear.Weight.Count + (linear.Bias?.Count ?? 0)) == recording.ParameterCount);
    }

    /// <summary>Whether a product with this weight is shared by rows.</summary>
    public static bool Shares(ParameterRange weight, Repeat repeat) => weight.Count >= LeastWeight && repeat.More == 0;

    /// <summary>Blocks of so many rows.</summary>
    public static int Blocks(int rows) => (rows + RowsAtOnce - 1) / RowsAtOnce;
}
