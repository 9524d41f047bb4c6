using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>How a product is shared out among groups: by its shape alone, so that the same shape gives the same bits.</summary>
/// <param name="IsWide">Whether the device has groups of 256 threads.</param>
/// <param name="IsLarge">Whether patches are eight numbers a side.</param>
/// <param name="Parts">Parts of the depth, each with groups of its own.</param>
internal readonly record struct ProductShape(bool IsWide, bool IsLarge, int Parts)
{
    // About what a large GPU works on at once; fewer groups leave part of it idle.
    private const int ManyGroups = 256;
    private const int LargestDepthParts = 64;

    // A part has at least so many slices, so that adding the parts up costs less than they save.
    private const int FewestSlices = 4;

    // A product of rows in parts needs another launch, which costs about what a group takes for so many slices.
    private const int SlicesOfALaunch = 12;

    private int Side => IsWide ? 16 : 4;

    private int Lines => Side * (IsLarge ? 8 : 4);

    /// <summary>Rows by samples.</summary>
    /// <param name="isWide">See <see cref="IsWide"/>.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Samples.</param>
    /// <param name="depth">Rows of the other factor.</param>
    /// <param name="layers">Results side by side.</param>
    public static ProductShape OfRows(bool isWide, int height, int width, int depth, int layers)
    {
        if (Large(isWide, height, width, layers) is { } large)
        {
            return large;
        }

        var small = new ProductShape(isWide, IsLarge: false, 1);
        var split = layers == 1 ? small.Split(height, width, depth) : small;
        int slices = GpuSizes.Groups(depth, ProductSlices.Depth);
        return slices - (slices / split.Parts) >= SlicesOfALaunch ? split : small;
    }

    /// <summary>The gradient of a weight: along the samples.</summary>
    /// <param name="isWide">See <see cref="IsWide"/>.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="depth">Samples of all repetitions.</param>
    public static ProductShape OfWeight(bool isWide, int height, int width, long depth) =>
        Large(isWide, height, width, 1) ?? new ProductShape(isWide, IsLarge: false, 1).Split(height, width, depth);

    public KernelConfig Config(int height, int width, int layers) => new(
        new Index3D(GpuSizes.Groups(width, Lines), GpuSizes.Groups(height, Lines), layers), new Index3D(Side, Side, 1));

    private static ProductShape? Large(bool isWide, int height, int width, int layers)
    {
        var large = new ProductShape(isWide, IsLarge: isWide, 1);
        return large.Groups(height, width) * layers >= ManyGroups / 2 ? large : null;
    }

    private ProductShape Split(int height, int width, long depth)
    {
        long most = depth / (FewestSlices * ProductSlices.Depth);
        return this with { Parts = (int)Math.Clamp(Math.Min(ManyGroups / Groups(height, width), most), 1, LargestDepthParts) };
    }

    private long Groups(int height, int width) => (long)GpuSizes.Groups(width, Lines) * GpuSizes.Groups(height, Lines);
}
