namespace MLPosh.Devices.Gpu;

/// <summary>Whether a library computes what it should, before it is trusted: a small product of each kind that plans ask for.</summary>
internal static class LibraryCheck
{
    private const int Height = 5;
    private const int Width = 7;
    private const int Depth = 3;

    // Rows lie farther apart than they are long, as those of a batch that is not full.
    private const int Step = 9;
    private const double Tolerance = 1e-5;

    /// <summary>What is wrong; null if nothing is. Only inside a call of the accelerator.</summary>
    public static string? Problem(GpuAccelerator accelerator, IProductLibrary library)
    {
        using var blocks = new GpuBlocks(accelerator);
        float[] numbers = [.. Enumerable.Range(0, 2 * Step * Step).Select(i => MathF.Sin(i))];
        foreach (var (leftIsByDepth, rightIsByDepth, adds) in
            new[] { (true, false, false), (false, false, true), (true, true, true) })
        {
            var (left, right, result) = (blocks.New<float>(Step * Step), blocks.New<float>(Step * Step), blocks.New<float>(Step * Step));
            GpuTransfer.Write<float>(accelerator, numbers.AsSpan(0, Step * Step), left);
            GpuTransfer.Write<float>(accelerator, numbers.AsSpan(Step * Step), right);
            GpuTransfer.Write<float>(accelerator, numbers.AsSpan(0, Step * Step), result);
            library.Multiply(new LibraryProduct(
                new(left, Step, leftIsByDepth), new(right, Step, rightIsByDepth), result, Step, Height, Width, Depth, adds));
            var found = new float[Step * Step];
            GpuTransfer.Read(accelerator, result, found.AsSpan());
            for (int i = 0; i < found.Length; i++)
            {
                var (row, column) = (i / Step, i % Step);
                double expected = numbers[i];
                if (row < Height && column < Width)
                {
                    expected = adds ? expected : 0;
                    for (int k = 0; k < Depth; k++)
                    {
                        expected += (double)numbers[leftIsByDepth ? (row * Step) + k : (k * Step) + row]
                            * numbers[(Step * Step) + (rightIsByDepth ? (column * Step) + k : (k * Step) + column)];
                    }
                }

                if (!(Math.Abs(found[i] - expected) <= Tolerance))
                {
                    return $"{library.Name} gives {found[i]} where {expected} was expected";
                }
            }
        }

        return null;
    }
}
