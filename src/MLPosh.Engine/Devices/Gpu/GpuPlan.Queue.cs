using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>Steps that run while the host goes on: nothing is sent for a step, and only what it came to is kept.</summary>
internal sealed partial class GpuPlan
{
    private ArrayView<int> _order;
    private GpuKernel<ShuffleArguments>? _shuffle;
    private ResidentSteps? _resident;
    private int _result;
    private int _firstWaiting = 1;

    public void Reserve(int steps) => _accelerator.Run(
        _stream,
        (Plan: this, steps),
        static state =>
        {
            state.Plan._memory.ReserveResults(state.steps);
            return 0;
        });

    public void SetOrder(SampleSource source, ReadOnlySpan<int> order)
    {
        int[] places = order.ToArray();
        _accelerator.Run(_stream, (Plan: this, source, places), static state =>
        {
            var (plan, source, places) = state;
            plan.TakeSource(source);
            GpuTransfer.Write<int>(plan._accelerator, places, plan.OrderOf(places.Length));
            return 0;
        });
    }

    public bool TryShuffle(SampleSource source, long seed, uint epoch) =>
        source.Count <= ShuffleKernel.MostSamples && _accelerator.Run(
            _stream,
            (Plan: this, source, seed, epoch),
            static state =>
            {
                var plan = state.Plan;
                plan.TakeSource(state.source);
                plan._shuffle ??= new(plan._accelerator, ShuffleKernel.Run);
                plan._shuffle.Launch(
                    new KernelConfig(1, plan._memory.Sizes.Group),
                    new ShuffleArguments { Order = plan.OrderOf(state.source.Count), Seed = state.seed, Epoch = state.epoch });
                return true;
            });

    public void QueueStep(int first, int count, TrainingStep step) => _accelerator.Run(
        _stream,
        (Plan: this, first, count, step),
        static state =>
        {
            var plan = state.Plan;
            plan._result++;
            if (plan._resident is { } resident)
            {
                resident.Add(state.first, state.count);
                return 0;
            }

            plan._count = state.count;
            plan._training = state.step;
            plan.QueueGather(plan._order.SubView(state.first, state.count));
            plan.QueueEvaluation(withGradient: true);
            return 0;
        });

    public void Wait()
    {
        _accelerator.Run(_stream, this, static plan =>
        {
            plan.LaunchWaiting();
            return 0;
        });
        _accelerator.Wait(_stream);
    }

    public void Read(Span<double> losses, Span<int> hits)
    {
        Wait();
        var results = new double[_result * GpuResults.Count];
        _accelerator.Run(_stream, (Plan: this, results), static state =>
        {
            var memory = state.Plan._memory;
            GpuTransfer.Read(
                state.Plan._accelerator,
                memory.Results.SubView(GpuResults.Count, memory.Results.Length - GpuResults.Count),
                state.results.AsSpan());
            return 0;
        });
        for (int step = 0; step < losses.Length; step++)
        {
            losses[step] = results[(step * GpuResults.Count) + GpuResults.Loss];
            hits[step] = (int)results[(step * GpuResults.Count) + GpuResults.Hits];
        }

        _result = 0;
        _firstWaiting = 1;
    }

    private ArrayView<int> OrderOf(int count)
    {
        if (_resident is not null)
        {
            return _resident.NextOrder(count, LaunchWaiting);
        }

        if (_order.Length != count)
        {
            _order = _memory.New<int>(count);
        }

        return _order;
    }

    private void LaunchWaiting()
    {
        _resident?.Launch(_source!, _firstWaiting);
        _firstWaiting = _result + 1;
    }
}
