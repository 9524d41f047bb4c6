using ILGPU;
using ILGPU.Runtime;

namespace MLPosh.Devices.Gpu;

/// <summary>Parameters, their gradient, and what moves them.</summary>
internal sealed partial class GpuPlan : IGradientClipper
{
    private GpuKernel<ScaleArguments>? _scale;
    private ClipStep? _clip;
    private ArrayView<float> _kept;
    private object? _update;
    private bool _clips;

    // Only inside a call of the accelerator.
    private ClipStep Clip => _clip ??= new ClipStep(_accelerator, _memory);

    public override void ReserveMemory(int count, double initial = 0) => _accelerator.Run(
        _stream,
        (Plan: this, count, initial),
        static state =>
        {
            state.Plan._memory.ReserveRule(state.count, (float)state.initial);
            return 0;
        });

    public override void Update<TRule>(TRule rule)
    {
        if (_resident?.WantsUpdate == true)
        {
            _resident.Update(rule);
            return;
        }

        _accelerator.Run(_stream, (Plan: this, rule), static state =>
        {
            var plan = state.Plan;
            var update = plan._update as UpdateKernel<TRule> ?? new UpdateKernel<TRule>(plan._accelerator, plan._memory);
            plan._update = update;
            update.Queue(state.rule);
            return 0;
        });
    }

    public override void ReadParameters(Span<double> destination)
    {
        Wait();
        Read(_memory.Parameters, destination[..ParameterCount]);
        Read(_memory.Buffers, destination[ParameterCount..]);
    }

    public override void WriteParameters(ReadOnlySpan<double> source)
    {
        double[] values = source.ToArray();
        _accelerator.Run(_stream, (Plan: this, values), static state =>
        {
            var (plan, values) = state;
            GpuTransfer.Write(plan._accelerator, values.AsSpan(0, plan.ParameterCount), plan._memory.Parameters);
            GpuTransfer.Write(plan._accelerator, values.AsSpan(plan.ParameterCount), plan._memory.Buffers);
            plan._memory.Failed.MemSetToZero(plan._accelerator.Stream);
            plan._resident?.Forget();
            return 0;
        });
    }

    public override void ReadGradient(Span<double> destination) => Read(_memory.Gradient, destination[..ParameterCount]);

    public override void ScaleGradient(double factor) => _accelerator.Run(
        _stream,
        (Plan: this, factor),
        static state =>
        {
            var plan = state.Plan;
            plan._scale ??= new(plan._accelerator, ScaleKernel.Run);
            plan._scale.Launch(
                new KernelConfig(GpuSizes.Groups(plan.ParameterCount, plan._memory.Sizes.Group), plan._memory.Sizes.Group),
                new ScaleArguments(plan._memory.Gradient, (float)state.factor));
            return 0;
        });

    public override double GradientNorm(Span<double> room)
    {
        if (ParameterCount == 0)
        {
            return 0;
        }

        _accelerator.Run(_stream, this, static plan =>
        {
            plan.Clip.QueueNorm();
            return 0;
        });
        return ReadNorm();
    }

    public void PrepareClipping()
    {
        _clips = true;
        _accelerator.Run(_stream, this, static plan => plan.Clip);
    }

    public void QueueClipping(double most) => _accelerator.Run(
        _stream,
        (Plan: this, most),
        static state =>
        {
            state.Plan.Clip.Queue(state.most);
            return 0;
        });

    public double ReadNorm()
    {
        double[] norm = [0];
        _accelerator.Run(_stream, (Plan: this, norm), static state =>
        {
            GpuTransfer.Read(state.Plan._accelerator, state.Plan.Clip.Norm, state.norm.AsSpan());
            return 0;
        });
        return norm[0];
    }

    public override void Keep()
    {
        Wait();
        _accelerator.Run(_stream, this, static plan =>
        {
            if (plan._kept.Length == 0)
            {
                plan._kept = plan._memory.New<float>(plan.ValueCount);
            }

            plan.Copy(plan._memory.Parameters, plan._kept.SubView(0, plan.ParameterCount));
            if (plan.ValueCount > plan.ParameterCount)
            {
                plan.Copy(plan._memory.Buffers, plan._kept.SubView(plan.ParameterCount, plan.ValueCount - plan.ParameterCount));
            }

            return 0;
        });
    }

    public override void ReadKept(Span<double> destination) => Read(_kept, destination);

    public override void CopyParameters(Plan source, Span<double> buffer)
    {
        if (source is not GpuPlan other || other._accelerator != _accelerator)
        {
            base.CopyParameters(source, buffer);
            return;
        }

        other.Wait();
        _accelerator.Run(_stream, (Plan: this, other), static state =>
        {
            state.Plan.Copy(state.other._memory.Parameters, state.Plan._memory.Parameters);
            state.Plan.Copy(state.other._memory.Buffers, state.Plan._memory.Buffers);
            return 0;
        });

        // The other one goes on in a stream of its own, and may change them.
        _accelerator.Wait(_stream);
    }

    private void Copy(ArrayView<float> source, ArrayView<float> target)
    {
        if (target.Length > 0)
        {
            target.CopyFrom(_accelerator.Stream, source);
        }
    }
}
