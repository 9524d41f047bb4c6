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

    // Fewer parameters stay in cache well enough.
    private const int LeastParameters = 1024 * 1024;

    // A smaller weight does, among others.
    private const int LeastWeight = 64 * 1024;

    /// <summary>Whether a recording is of such a network: all that it learns are weights and biases of products.</summary>
    public static bool Is(Recording recording)
    {
        if (recording.ParameterCount < LeastParameters)
        {
            return false;
        }

        var learned = new Dictionary<int, int>(); // offset -> count
        foreach (var linear in recording.Backward.OfType<LinearWeightGradient>())
        {
            learned[linear.Weight.Offset] = linear.Weight.Count;
            if (linear.Bias is { } bias)
            {
                learned[bias.Offset] = bias.Count;
            }
        }

        return recording.Backward.Count == 0
            || (learned.Values.Sum(count => (long)count) == recording.ParameterCount
                && recording.Backward.OfType<LinearWeightGradient>().All(linear => linear.Repeat.More == 0));
    }

    /// <summary>Whether a product with this weight is shared by rows.</summary>
    public static bool Shares(ParameterRange weight, Repeat repeat) => weight.Count >= LeastWeight && repeat.More == 0;

    /// <summary>Blocks of so many rows.</summary>
    public static int Blocks(int rows) => (rows + RowsAtOnce - 1) / RowsAtOnce;
}
