namespace MLPosh;

/// <summary>The pixels of an image under a window at one of its positions, row by row.</summary>
internal struct WindowPixels
{
    private readonly int _width;
    private readonly int _across;
    private readonly int _end;
    private int _rowEnd;

    /// <param name="window">The window.</param>
    /// <param name="position">The row of the position among the results.</param>
    public WindowPixels(in ImageWindow window, int position)
    {
        int across = window.Across.Count, down = window.Down.Count;
        int x = position % across, y = position / across % down, channel = position / (across * down);
        int first = window.Across.FirstTap(x), top = window.Down.FirstTap(y);
        _width = window.Across.Size;
        _across = window.Across.EndTap(x) - first;
        Pixel = window.Pixel(channel, window.Down.Start(y) + top, window.Across.Start(x) + first) - 1;
        _rowEnd = Pixel + _across;
        _end = _rowEnd + ((window.Down.EndTap(y) - top - 1) * _width);
    }

    /// <summary>The row of the pixel, after <see cref="MoveNext"/>.</summary>
    public int Pixel { get; private set; }

    public bool MoveNext()
    {
        if (Pixel == _end)
        {
            return false;
        }

        if (Pixel == _rowEnd)
        {
            Pixel += _width - _across;
            _rowEnd += _width;
        }

        Pixel++;
        return true;
    }
}
