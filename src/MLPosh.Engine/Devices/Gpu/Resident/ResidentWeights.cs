namespace MLPosh.Devices.Gpu;

/// <summary>
/// The gradients of weights as pieces that a thread takes: an output with up to four of its inputs, whose slope is read once
/// for all four, and with the first of them the bias.
/// </summary>
/// <param name="place">Where rows begin in shared memory.</param>
/// <param name="stride">Numbers from one row to the next.</param>
internal sealed class ResidentWeights(Func<Rows, int> place, int stride)
{
    /// <summary>Numbers of a piece: first weight, bias or -1, inputs, where its sources begin, how many.</summary>
    public const int Numbers = 5;

    private const int Inputs = 4;

    // Of a weight all operations that add to its gradient: a recurrent layer has one each time step.
    private readonly Dictionary<int, List<LinearWeightGradient>> _byWeight = [];

    /// <summary>How many there are.</summary>
    public int Count => CountOf(_byWeight.Values.Select(same => same[0]));

    /// <summary>How many come of operations.</summary>
    public static int CountOf(IEnumerable<LinearWeightGradient> operations) => operations.DistinctBy(linear => linear.Weight.Offset)
        .Sum(linear => linear.OutputGradient.Height * ((linear.Input.Height + Inputs - 1) / Inputs));

    /// <returns>False where an operation cannot be one of these.</returns>
    public bool TryAdd(LinearWeightGradient linear)
    {
        if (!_byWeight.TryGetValue(linear.Weight.Offset, out var same))
        {
            _byWeight.Add(linear.Weight.Offset, same = []);
        }

        same.Add(linear);
        return same[0].Bias?.Offset == linear.Bias?.Offset;
    }

    /// <summary>The numbers of all pieces, and behind them their sources: the row of slopes and the first of inputs.</summary>
    /// <param name="first">Where these numbers will begin among all.</param>
    public int[] ToNumbers(int first)
    {
        int firstSource = first + (Count * Numbers);
        var pieces = new List<int>();
        var sources = new List<int>();
        foreach (var same in _byWeight.Values)
        {
            int width = same[0].Input.Height;
            for (int output = 0; output < same[0].OutputGradient.Height; output++)
            {
                for (int input = 0; input < width; input += Inputs)
                {
                    pieces.AddRange(
                        same[0].Weight.Offset + (output * width) + input,
                        input == 0 && same[0].Bias is { } bias ? bias.Offset + output : -1,
                        Math.Min(Inputs, width - input),
                        firstSource + sources.Count,
                        same.Count);
                    foreach (var linear in same)
                    {
                        sources.AddRange(place(linear.OutputGradient) + (output * stride), place(linear.Input) + (input * stride));
                    }
                }
            }
        }

        return [.. pieces, .. sources];
    }
}
