namespace MLPosh.Devices.Gpu;

/// <summary>
/// output = weight * input + bias. Numbers: weight, bias or -1, input, output, the row beside it, height of the input, of the
/// output.
/// </summary>
internal readonly struct ResidentLinear<TEpilogue> : IResidentOperation
    where TEpilogue : struct, IProductEpilogue
{
    public static void Run(ResidentGroup group, int at) => ResidentProduct<TEpilogue>.Run(group, at, group.Numbers[at + 5], 1);
}

/// <summary>
/// inputGradient = weightᵀ * outputGradient. Numbers: weight, -1, the output's gradient, the input's, the row beside it,
/// height of the output, of the input.
/// </summary>
internal readonly struct ResidentInputGradient<TEpilogue> : IResidentOperation
    where TEpilogue : struct, IProductEpilogue
{
    public static void Run(ResidentGroup group, int at) => ResidentProduct<TEpilogue>.Run(group, at, 1, group.Numbers[at + 6]);
}

/// <summary>
/// A product in shared memory. A thread takes four rows of a sample at once where there are as many for every thread: a
/// number that is read then serves four sums, and so does the way to the next.
/// </summary>
internal static class ResidentProduct<TEpilogue>
    where TEpilogue : struct, IProductEpilogue
{
    private const int Rows = 4;

    /// <param name="group">The group.</param>
    /// <param name="at">Of the operation's numbers.</param>
    /// <param name="rowStep">Weights from one row to the next.</param>
    /// <param name="step">Weights from one number of a row to the next.</param>
    public static void Run(ResidentGroup group, int at, int rowStep, int step)
    {
        int height = group.Numbers[at + 6], whole = height / (Rows * group.RowStep) * Rows * group.RowStep;
        for (int row = Rows * group.Row; row < whole; row += Rows * group.RowStep)
        {
            for (int sample = group.Lane; sample < group.Count; sample += group.Lanes)
            {
                Four(group, at, row, sample, rowStep, step);
            }
        }

        for (int row = whole + group.Row; row < height; row += group.RowStep)
        {
            for (int sample = group.Lane; sample < group.Count; sample += group.Lanes)
            {
                One(group, at, row, sample, rowStep, step);
            }
        }
    }

    private static void Four(ResidentGroup group, int at, int row, int sample, int rowStep, int step)
    {
        int bias = group.Numbers[at + 1], depth = group.Numbers[at + 5];
        int first = group.Numbers[at] + (row * rowStep), second = first + rowStep, third = second + rowStep, fourth = third + rowStep;
        int from = group.Numbers[at + 2] + sample;
        float a = 0, b = 0, c = 0, d = 0;
        if (bias >= 0)
        {
            a = group.Shared[bias + row];
            b = group.Shared[bias + row + 1];
            c = group.Shared[bias + row + 2];
            d = group.Shared[bias + row + 3];
        }

        for (int i = 0; i < depth; i++)
        {
            float x = group.Shared[from];
            a += group.Shared[first] * x;
            b += group.Shared[second] * x;
            c += group.Shared[third] * x;
            d += group.Shared[fourth] * x;
            from += group.Stride;
            first += step;
            second += step;
            third += step;
            fourth += step;
        }

        Keep(group, at, row, sample, a);
        Keep(group, at, row + 1, sample, b);
        Keep(group, at, row + 2, sample, c);
        Keep(group, at, row + 3, sample, d);
    }

    private static void One(ResidentGroup group, int at, int row, int sample, int rowStep, int step)
    {
        int bias = group.Numbers[at + 1], depth = group.Numbers[at + 5];
        int weight = group.Numbers[at] + (row * rowStep), from = group.Numbers[at + 2] + sample;
        float sum = 0;
        if (bias >= 0)
        {
            sum = group.Shared[bias + row];
        }

        for (int i = 0; i < depth; i++)
        {
            sum += group.Shared[weight] * group.Shared[from];
            from += group.Stride;
            weight += step;
        }

        Keep(group, at, row, sample, sum);
    }

    private static void Keep(ResidentGroup group, int at, int row, int sample, float sum)
    {
        int place = (row * group.Stride) + sample;
        group.Shared[group.Numbers[at + 3] + place] = TEpilogue.Of(sum, group.Shared[group.Numbers[at + 4] + place]);
    }
}
