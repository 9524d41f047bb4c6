using System.Runtime.CompilerServices;

namespace MLPosh;

/// <summary>Follows the loss that counts, for early stopping and for the parameters to go back to.</summary>
internal sealed class BestLoss(int? patience, double minDelta)
{
    private double _bar = double.PositiveInfinity;
    private int _barEpoch;

    public double Loss { get; private set; } = double.PositiveInfinity;

    public int Epoch { get; private set; }

    /// <summary>Whether this loss is the lowest so far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Offer(int epoch, double loss)
    {
        if (loss < _bar - minDelta)
        {
            (_bar, _barEpoch) = (loss, epoch);
        }

        if (!(loss < Loss))
        {
            return false;
        }

        (Loss, Epoch) = (loss, epoch);
        return true;
    }

    /// <summary>Whether patience is over: too many epochs without a loss that is better by the least difference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool IsOver(int epoch) => patience is { } epochs && epoch - _barEpoch >= epochs;
}
