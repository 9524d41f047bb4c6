using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>Steps that run while the host goes on: nothing is sent for a step, and only what it came to is kept.</summary>
internal sealed partial class GpuPlan
{
    // What a stop may have to wait for.
    private const double MostWait = 0.05;

    private readonly StepPace _pace = new(MostWait);
    private ArrayView<int> _order;
    private ResidentSteps? _resident;
    private int _result;

    public int StepsAtOnce => _resident?.Program.StepsIn(MostWait) ?? _pace.Steps;

    public void Reserve(int steps)
    {
        // Steps in one launch that are clipped would each need the sum over all parameters between gradient and update.
        var program = _clips ? null : ResidentProgram.Of(_recording, _memory.Sizes, Capacity);
        _accelerator.Run(
            _stream,
            (Plan: this, program, steps),
            static state =>
            {
                var plan = state.Plan;
                if (state.program is { } program)
                {
                    plan._resident = new ResidentSteps(plan._accelerator, plan._memory, program);
                    return 0;
                }

                plan.Compile();
                plan._memory.ReserveResults(state.steps);
                return 0;
            },
            _stop);
    }

    public bool TryTakeValidation(SampleSource source)
    {
        if (_resident is null || (long)ParameterCount * source.Count > ResidentProgram.MostForwardWork)
        {
            return false;
        }

        _accelerator.Run(_stream, (Plan: this, source), static state =>
        {
            var plan = state.Plan;
            return plan._resident!.Validation = plan.Shared(state.source, plan._recording.Output.Height);
        });
        return true;
    }

    public void SetOrder(SampleSource source, ReadOnlySpan<int> order)
    {
        int[] places = order.ToArray();
        MakeRoom(places.Length);
        _accelerator.Run(_stream, (Plan: this, source, places), static state =>
        {
            var (plan, source, places) = state;
            plan.TakeSource(source);
            GpuTransfer.Write<int>(plan._accelerator, places, plan.OrderOf(places.Length));
            return 0;
        });
    }

    public void Shuffle(SampleSource source, long seed, uint epoch)
    {
        MakeRoom(source.Count);
        _accelerator.Run(_stream, (Plan: this, source, seed, epoch), static state =>
        {
            var plan = state.Plan;
            plan.TakeSource(state.source);
            ShuffleKernel.Queue(plan._accelerator, plan.OrderOf(state.source.Count), state.seed, state.epoch);
            return 0;
        });
    }

    public void QueueStep(int first, int count, TrainingStep step)
    {
        if (_resident is { } resident)
        {
            resident.Add(first, count);
            return;
        }

        _pace.Start();
        _accelerator.Run(_stream, (Plan: this, first, count, step), static state =>
        {
            var plan = state.Plan;
            plan._result++;
            plan._count = state.count;
            plan._training = state.step;
            plan.QueueGather(plan._order.SubView(state.first, state.count));
            plan.QueueEvaluation(withGradient: true);
            return 0;
        });
    }

    public void QueueValidation() => _resident!.AddValidation();

    public void Wait()
    {
        if (_resident is not null)
        {
            LaunchWaiting();
            return;
        }

        _accelerator.Wait(_stream);
        _pace.Stop();
    }

    public void Read(Span<double> losses, Span<int> hits)
    {
        Wait();
        if (_resident is { } resident)
        {
            resident.Read(losses, hits);
            return;
        }

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
    }

    private ArrayView<int> OrderOf(int count)
    {
        if (_resident is not null)
        {
            return _resident.NextOrder(count);
        }

        if (_order.Length != count)
        {
            _order = _memory.New<int>(count);
        }

        return _order;
    }

    private void MakeRoom(int count)
    {
        if (_resident?.IsFull(count) == true)
        {
            LaunchWaiting();
        }
    }

    // Launches are made in orders of their own: what they read has to be there.
    private void LaunchWaiting()
    {
        if (_resident!.HasSteps)
        {
            _accelerator.Wait(_stream);
            _resident.Launch(_source!);
        }
    }
}
