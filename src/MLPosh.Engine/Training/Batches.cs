using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>The order in which an epoch goes through the samples, and its pieces. Made once; an epoch allocates nothing.</summary>
internal sealed class Batches
{
    private readonly int[] _order;
    private readonly int _size;

    /// <param name="count">Number of samples.</param>
    /// <param name="size">Samples a batch; the last may have fewer.</param>
    /// <param name="shuffleSeed">For a new order each epoch; null to keep the dataset's.</param>
    public Batches(int count, int size, long? shuffleSeed)
    {
        _order = NetworkEvaluation.Indices(0, count);
        _size = size;
        ShuffleSeed = size < count ? shuffleSeed : null;
    }

    /// <summary>Batches an epoch.</summary>
    public int Count => (_order.Length + _size - 1) / _size;

    /// <summary>For a new order each epoch; null where there is one order.</summary>
    public long? ShuffleSeed { get; }

    /// <summary>All samples, batch after batch.</summary>
    public ReadOnlySpan<int> All => _order;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void StartEpoch(int epoch)
    {
        if (ShuffleSeed is { } seed)
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

    /// <summary>Where a batch begins among all.</summary>
    public int First(int batch) => batch * _size;
}
