using System.Runtime.InteropServices;

namespace MLPosh.Devices.Gpu;

/// <summary>The batches of steps that wait for a launch, and the order that each is of.</summary>
internal sealed class ResidentBatches
{
    private readonly List<ResidentBatch> _batches = [];
    private readonly List<int> _orders = [];

    public int Count => _batches.Count;

    /// <param name="batch">A step's.</param>
    /// <param name="order">Where its order begins, behind the first of all.</param>
    public void Add(ResidentBatch batch, int order)
    {
        _batches.Add(batch);
        _orders.Add(order);
    }

    public void Clear()
    {
        _batches.Clear();
        _orders.Clear();
    }

    /// <summary>
    /// Says which batches a launch goes through, those of epochs that are alike once, also where each epoch has an order of its own.
    /// </summary>
    /// <param name="all">Receives them, behind those of other networks.</param>
    /// <param name="network">Is told where they are, and how they come again.</param>
    public void Tell(List<ResidentBatch> all, ref ResidentNetwork network)
    {
        var batches = CollectionsMarshal.AsSpan(_batches);
        var orders = CollectionsMarshal.AsSpan(_orders);
        network.Batches = all.Count;
        network.Steps = batches.Length;
        network.BatchPeriod = Repetition.PeriodOf<ResidentBatch>(batches);
        network.Order += orders[0];
        int next = orders.IndexOfAnyExcept(orders[0]);
        if (next >= 0)
        {
            (network.OrderOffset, network.OrderStep) = (network.BatchPeriod - next, orders[next] - orders[0]);
        }

        if (AreIn(orders, network))
        {
            all.AddRange(batches[..Math.Min(network.BatchPeriod, batches.Length)]);
            return;
        }

        // Epochs of different lengths: each step has its own place.
        (network.BatchPeriod, network.OrderOffset, network.OrderStep) = (batches.Length, 0, 0);
        for (int step = 0; step < batches.Length; step++)
        {
            all.Add(batches[step] with { First = batches[step].First + orders[step] - orders[0] });
        }
    }

    private static bool AreIn(ReadOnlySpan<int> orders, in ResidentNetwork network)
    {
        if (network.OrderOffset < 0)
        {
            return false;
        }

        for (int step = 0; step < orders.Length; step++)
        {
            if (orders[step] - orders[0] != network.OrderOf(step))
            {
                return false;
            }
        }

        return true;
    }
}
