namespace MLPosh;

/// <summary>How a window slides along one side of an image, which has <paramref name="Padding"/> more pixels at both ends.</summary>
/// <param name="Size">Pixels.</param>
/// <param name="Kernel">Pixels of the window, its taps.</param>
/// <param name="Stride">Pixels from one position to the next.</param>
/// <param name="Padding">Pixels that are not there.</param>
internal readonly record struct WindowAxis(int Size, int Kernel, int Stride, int Padding)
{
    /// <summary>Positions of the window; 0 where it does not fit in. Kept, because a division is slow.</summary>
    public int Count { get; } = checked((int)(Math.Max(0, Size + (2L * Padding) - Kernel + Stride) / Stride));

    /// <summary>The pixel under tap 0.</summary>
    public int Start(int position) => (position * Stride) - Padding;

    /// <summary>The first tap of a position that lies on the image.</summary>
    public int FirstTap(int position) => Math.Max(0, -Start(position));

    /// <summary>The tap after the last one that does.</summary>
    public int EndTap(int position) => Math.Min(Kernel, Size - Start(position));

    /// <summary>The first position at which a tap lies on the image.</summary>
    public int FirstPosition(int tap) => Math.Max(0, Padding - tap + Stride - 1) / Stride;

    /// <summary>The position after the last one at which it does.</summary>
    public int EndPosition(int tap)
    {
        int last = Size - 1 + Padding - tap;
        return last < 0 ? 0 : Math.Min(Count, (last / Stride) + 1);
    }

    /// <summary>The first tap that comes to lie on a pixel; those after it are <see cref="Stride"/> apart.</summary>
    public int FirstTapOn(int pixel) =>
        Math.Max((pixel + Padding) % Stride, pixel + Padding - ((Count - 1) * Stride));

    /// <summary>The tap after the last one that comes to lie on a pixel.</summary>
    public int EndTapOn(int pixel) => Math.Min(Kernel, pixel + Padding + 1);

    /// <summary>Where the window is when this tap lies on this pixel.</summary>
    public int PositionOf(int tap, int pixel) => (pixel + Padding - tap) / Stride;
}

/// <summary>A square window that slides over the planes of an image, [channel, height, width] row-major.</summary>
internal readonly record struct ImageWindow(int Channels, WindowAxis Down, WindowAxis Across)
{
    /// <summary>The window of a layer over images of a shape; null where they are no images or are smaller than it.</summary>
    public static ImageWindow? Over(IReadOnlyList<int> shape, int kernel, int stride, int padding)
    {
        if (shape.Count != 3)
        {
            return null;
        }

        var window = new ImageWindow(
            shape[0], new WindowAxis(shape[1], kernel, stride, padding), new WindowAxis(shape[2], kernel, stride, padding));
        return window.Down.Count < 1 || window.Across.Count < 1 ? null : window;
    }

    /// <summary>Taps in one plane.</summary>
    public int Taps => Down.Kernel * Across.Kernel;

    /// <summary>Positions on one plane.</summary>
    public int Positions => Down.Count * Across.Count;

    /// <summary>Rows of positions, over all planes.</summary>
    public int PositionRows => Channels * Down.Count;

    /// <summary>Rows of positions whose windows have pixels of their own: one, or all of a plane where windows overlap.</summary>
    public int ApartRows => Down.Stride < Down.Kernel ? Down.Count : 1;

    /// <summary>The row of a pixel, which may lie outside before a tap is added.</summary>
    public int Pixel(int channel, int y, int x) => (((channel * Down.Size) + y) * Across.Size) + x;

    /// <summary>The row of a position among the results.</summary>
    public int Position(int channel, int y, int x) => (((channel * Down.Count) + y) * Across.Count) + x;
}
