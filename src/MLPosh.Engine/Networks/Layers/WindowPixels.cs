namespace MLPosh;

/// <summary>Goes through some positions of a window over an image, and at each through the pixels under it.</summary>
/// <param name="window">Over the image.</param>
/// <param name="firstRow">The first row of positions, counted over all planes.</param>
/// <param name="rows">How many rows.</param>
internal struct WindowPixels(ImageWindow window, int firstRow, int rows)
{
    private readonly int _lastPosition = ((firstRow + rows) * window.Across.Count) - 1;
    private int _channel = firstRow / window.Down.Count;
    private int _y = firstRow % window.Down.Count;
    private int _x = -1;
    private int _across;
    private int _rowEnd;
    private int _end;

    /// <summary>The row of the position among the results, after <see cref="NextWindow"/>.</summary>
    public int Position { get; private set; } = (firstRow * window.Across.Count) - 1;

    /// <summary>The row of the pixel, after <see cref="MoveNext"/>.</summary>
    public int Pixel { get; private set; }

    /// <summary>Moves to the next position, before its first pixel; false after the last one.</summary>
    public bool NextWindow()
    {
        if (Position == _lastPosition)
        {
            return false;
        }

        Position++;
        if (++_x == window.Across.Count)
        {
            _x = 0;
            if (++_y == window.Down.Count)
            {
                _y = 0;
                _channel++;
            }
        }

        int first = window.Across.FirstTap(_x), top = window.Down.FirstTap(_y);
        _across = window.Across.EndTap(_x) - first;
        Pixel = window.Pixel(_channel, window.Down.Start(_y) + top, window.Across.Start(_x) + first) - 1;
        _rowEnd = Pixel + _across;
        _end = _rowEnd + ((window.Down.EndTap(_y) - top - 1) * window.Across.Size);
        return true;
    }

    /// <summary>Moves to the next pixel under the window; false after the last one.</summary>
    public bool MoveNext()
    {
        if (Pixel == _end)
        {
            return false;
        }

        if (Pixel == _rowEnd)
        {
            Pixel += window.Across.Size - _across;
            _rowEnd += window.Across.Size;
        }

        Pixel++;
        return true;
    }
}
