using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>The order in which an epoch goes through the samples, and its pieces. Made once; an epoch allocates nothing.</summary>
internal sealed class Batches
{
    private readonly int[] _order;
    private readonly int _size;
    private readonly long? _shuffleSeed;

    /// <param name="count">Number of samples.</param>
    /// <param name="size">Samples a batch; the last may have fewer.</param>
    /// <param name="shuffleSeed">For a new order each epoch; null to keep the dataset's.</param>
    public Batches(int count, int size, long? shuffleSeed)
    {
        _order = NetworkEvaluation.Indices(0, count);
        _size = size;
        _shuffleSeed = size < count ? shuffleSeed : null;
    }

    /// <summary>Batches an epoch.</summary>
    public int Count => (_order.Length + _size - 1) / _size;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void StartEpoch(int epoch)
    {
        if (_shuffleSeed is { } seed)
        {
            // From the dataset's order each time, so that an epoch's order depends on its number alone.
            for (int i = 0; i < _order.Length; i++)
            {
                _order[i] = i;
            }

            Philox.Shuffle(seed, RandomStream.Shuffle, (uint)epoch, _order);
        }
    }

    public ReadOnlySpan<int> this[int batch] =>
        _order.AsSpan(batch * _size, Math.Min(_size, _order.Length - (batch * _size)));
}
