using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

// Each kernel keeps several sums going at once, because one multiply-add has to wait for the one before it. Where fewer
// channels are left than sums, the last channel is summed again: it costs no time that the wait would not take. So a part
// has four channels, of one row of the image, or of one tap of the window.

/// <summary>y[o,p] = b[o] + Σ W[o,i,k] x[i, sp + k - padding] over the taps that lie on the image.</summary>
/// <param name="window">Over the input.</param>
/// <param name="outputs">Planes of the result.</param>
/// <param name="weight">First number of W.</param>
/// <param name="bias">First number of b.</param>
internal readonly struct Conv2DForward(ImageWindow window, int outputs, int weight, OptionalIndex bias) : IKernel
{
    public int Count => (outputs + 3) / 4 * window.Down.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<T, TView>(TView view, int part)
        where T : struct, IReal<T>
        where TView : struct, IView<T>
    {
        int o = part / window.Down.Count * 4, y = part % window.Down.Count;
        for (int x = 0; x < window.Across.Count; x++)
        {
            FourChannels<T, TView>(view, o, y, x);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void FourChannels<T, TView>(TView view, int o, int y, int x)
        where T : struct, IReal<T>
        where TView : struct, IView<T>
    {
        int last = outputs - 1, stride = window.Channels * window.Taps;
        int o1 = Math.Min(o + 1, last), o2 = Math.Min(o + 2, last), o3 = Math.Min(o + 3, last);
        int w0 = weight + (o * stride), w1 = weight + (o1 * stride), w2 = weight + (o2 * stride), w3 = weight + (o3 * stride);
        T a0 = default, a1 = default, a2 = default, a3 = default;
        if (bias.Index is { } b)
        {
            (a0, a1) = (view.Parameter(b + o), view.Parameter(b + o1));
            (a2, a3) = (view.Parameter(b + o2), view.Parameter(b + o3));
        }

        int kernel = window.Across.Kernel;
        int firstDown = window.Down.FirstTap(y), endDown = window.Down.EndTap(y);
        int firstAcross = window.Across.FirstTap(x), endAcross = window.Across.EndTap(x);
        for (int i = 0; i < window.Channels; i++)
        {
            for (int down = firstDown; down < endDown; down++)
            {
                int pixel = window.Pixel(i, window.Down.Start(y) + down, window.Across.Start(x));
                int tap = (i * window.Taps) + (down * kernel);
                for (int across = firstAcross; across < endAcross; across++)
                {
                    var value = view.Get(0, pixel + across);
                    a0 = T.MultiplyAdd(view.Parameter(w0 + tap + across), value, a0);
                    a1 = T.MultiplyAdd(view.Parameter(w1 + tap + across), value, a1);
                    a2 = T.MultiplyAdd(view.Parameter(w2 + tap + across), value, a2);
                    a3 = T.MultiplyAdd(view.Parameter(w3 + tap + across), value, a3);
                }
            }
        }

        view.Set(1, window.Position(o, y, x), a0);
        view.Set(1, window.Position(o1, y, x), a1);
        view.Set(1, window.Position(o2, y, x), a2);
        view.Set(1, window.Position(o3, y, x), a3);
    }
}

/// <summary>dx[i,q] = Σ W[o,i,k] dy[o,p] over the positions p and taps k that lie on pixel q.</summary>
/// <param name="window">Over the input.</param>
/// <param name="outputs">Planes of the result.</param>
/// <param name="weight">First number of W.</param>
internal readonly struct Conv2DInputGradient(ImageWindow window, int outputs, int weight) : IKernel
{
    public int Count => (window.Channels + 3) / 4 * window.Down.Size;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<T, TView>(TView view, int part)
        where T : struct, IReal<T>
        where TView : struct, IView<T>
    {
        int i = part / window.Down.Size * 4, y = part % window.Down.Size;
        for (int x = 0; x < window.Across.Size; x++)
        {
            FourChannels<T, TView>(view, i, y, x);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void FourChannels<T, TView>(TView view, int i, int y, int x)
        where T : struct, IReal<T>
        where TView : struct, IView<T>
    {
        int last = window.Channels - 1, taps = window.Taps, stride = window.Across.Stride;
        int i1 = Math.Min(i + 1, last), i2 = Math.Min(i + 2, last), i3 = Math.Min(i + 3, last);
        T a0 = default, a1 = default, a2 = default, a3 = default;
        int firstDown = window.Down.FirstTapOn(y), endDown = window.Down.EndTapOn(y);
        int firstAcross = window.Across.FirstTapOn(x), endAcross = window.Across.EndTapOn(x);
        for (int o = 0; o < outputs; o++)
        {
            for (int down = firstDown; down < endDown; down += stride)
            {
                int position = window.Position(
                    o, window.Down.PositionOf(down, y), window.Across.PositionOf(firstAcross, x));
                int w0 = weight + (o * window.Channels * taps) + (down * window.Across.Kernel);
                for (int across = firstAcross; across < endAcross; across += stride, position--)
                {
                    var slope = view.Get(0, position);
                    int w = w0 + across;
                    a0 = T.MultiplyAdd(view.Parameter(w + (i * taps)), slope, a0);
                    a1 = T.MultiplyAdd(view.Parameter(w + (i1 * taps)), slope, a1);
                    a2 = T.MultiplyAdd(view.Parameter(w + (i2 * taps)), slope, a2);
                    a3 = T.MultiplyAdd(view.Parameter(w + (i3 * taps)), slope, a3);
                }
            }
        }

        view.Set(1, window.Pixel(i, y, x), a0);
        view.Set(1, window.Pixel(i1, y, x), a1);
        view.Set(1, window.Pixel(i2, y, x), a2);
        view.Set(1, window.Pixel(i3, y, x), a3);
    }
}

/// <summary>
/// dW[o,i,k] = Σ dy[o,p] x[i, sp + k - padding] and db[o] = Σ dy[o,p], over the positions: summed sample beside sample, and
/// over the samples only at the end.
/// </summary>
/// <param name="window">Over the input.</param>
/// <param name="outputs">Planes of the result.</param>
/// <param name="weight">First number of W.</param>
/// <param name="bias">First number of b.</param>
internal readonly struct Conv2DWeightGradient(ImageWindow window, int outputs, int weight, OptionalIndex bias) : IKernel
{
    /// <summary>First those of the weights, then an output each for its bias.</summary>
    public int Count => ((outputs + 3) / 4 * OutputParts) + (bias.Index is null ? 0 : outputs);

    /// <summary>Parts of four outputs.</summary>
    private int OutputParts => (window.Channels + 1) / 2 * window.Taps;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<T, TView>(TView view, int part)
        where T : struct, IReal<T>
        where TView : struct, IView<T>
    {
        int parts = OutputParts, weightParts = (outputs + 3) / 4 * parts;
        if (part < weightParts)
        {
            int place = part % parts;
            FourByTwo<T, TView>(view, part / parts * 4, place / window.Taps * 2, place % window.Taps);
        }
        else if (bias.Index is { } b)
        {
            AddBias<T, TView>(view, b, part - weightParts);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddBias<T, TView>(TView view, int b, int o)
        where T : struct, IReal<T>
        where TView : struct, IView<T>
    {
        T sum = default;
        for (int p = 0; p < window.Positions; p++)
        {
            sum += view.Get(1, (o * window.Positions) + p);
        }

        view.AddGradient(b + o, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void FourByTwo<T, TView>(TView view, int o, int i, int tap)
        where T : struct, IReal<T>
        where TView : struct, IView<T>
    {
        int last = outputs - 1, positions = window.Positions;
        int from1 = (Math.Min(o + 1, last) - o) * positions, from2 = (Math.Min(o + 2, last) - o) * positions;
        int from3 = (Math.Min(o + 3, last) - o) * positions;
        int other = i + 1 < window.Channels ? window.Pixel(1, 0, 0) : 0;
        T a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        int kernel = window.Across.Kernel, down = tap / kernel, across = tap % kernel, stride = window.Across.Stride;
        int first = window.Across.FirstPosition(across), end = window.Across.EndPosition(across);
        for (int y = window.Down.FirstPosition(down); y < window.Down.EndPosition(down); y++)
        {
            int pixel = window.Pixel(i, window.Down.Start(y) + down, window.Across.Start(first) + across);
            int row = window.Position(o, y, first);
            for (int x = first; x < end; x++, pixel += stride, row++)
            {
                var (value, second) = (view.Get(0, pixel), view.Get(0, pixel + other));
                var (d0, d1) = (view.Get(1, row), view.Get(1, row + from1));
                var (d2, d3) = (view.Get(1, row + from2), view.Get(1, row + from3));
                a0 = T.MultiplyAdd(d0, value, a0);
                a1 = T.MultiplyAdd(d1, value, a1);
                a2 = T.MultiplyAdd(d2, value, a2);
                a3 = T.MultiplyAdd(d3, value, a3);
                b0 = T.MultiplyAdd(d0, second, b0);
                b1 = T.MultiplyAdd(d1, second, b1);
                b2 = T.MultiplyAdd(d2, second, b2);
                b3 = T.MultiplyAdd(d3, second, b3);
            }
        }

        Add(view, o, i, tap, a0, b0);
        Add(view, o + 1, i, tap, a1, b1);
        Add(view, o + 2, i, tap, a2, b2);
        Add(view, o + 3, i, tap, a3, b3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add<T, TView>(TView view, int o, int i, int tap, T sum, T second)
        where T : struct, IReal<T>
        where TView : struct, IView<T>
    {
        if (o >= outputs)
        {
            return;
        }

        int index = weight + (((o * window.Channels) + i) * window.Taps) + tap;
        view.AddGradient(index, sum);
        if (i + 1 < window.Channels)
        {
            view.AddGradient(index + window.Taps, second);
        }
    }
}
