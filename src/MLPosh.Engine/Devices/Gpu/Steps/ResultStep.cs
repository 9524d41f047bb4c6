using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>What an evaluation's numbers are put together from.</summary>
internal struct ResultArguments
{
    public ArrayView<float> Sums;
    public ArrayView<int> Hits;
    public ArrayView<float> Penalties;
    public ArrayView<double> Results;
    public ArrayView<int> Failed;
    public int Groups;
    public int PenaltyCount;
    public double Divisor;
    public int Count;
}

/// <summary>
/// Adds up what the groups found, in their order, in double precision; marks a loss that is not finite. One thread:
/// there are few of them.
/// </summary>
internal sealed class ResultStep(GpuAccelerator accelerator, Recording recording, GpuMemory memory, LossStep loss, ArrayView<float> penalties)
    : GpuStep
{
    private readonly GpuKernel<ResultArguments> _kernel = new(accelerator, Run);

    public override void Queue(in GpuBatch batch) => _kernel.Launch(new KernelConfig(1, 1), new ResultArguments
    {
        Sums = loss.Sums,
        Hits = loss.Hits,
        Penalties = penalties,
        Results = memory.Results.SubView((long)batch.Result * GpuResults.Count, GpuResults.Count),
        Failed = memory.Failed,
        Groups = loss.Groups(batch.Count),
        PenaltyCount = (int)penalties.Length,
        Divisor = recording.LossDivisor(batch.Count),
        Count = batch.Count,
    });

    public static void Run(ResultArguments arguments)
    {
        double sum = 0, penalty = 0;
        int hits = 0;
        for (int group = 0; group < arguments.Groups; group++)
        {
            sum += arguments.Sums[group];
            hits += arguments.Hits[group];
        }

        for (int slot = 0; slot < arguments.PenaltyCount; slot++)
        {
            penalty += arguments.Penalties[slot];
        }

        double loss = (sum / arguments.Divisor) + (penalty / arguments.Count);
        arguments.Results[GpuResults.Loss] = loss;
        arguments.Results[GpuResults.Hits] = hits;
        if (!(loss - loss == 0))
        {
            arguments.Failed[0] = 1;
        }
    }
}
