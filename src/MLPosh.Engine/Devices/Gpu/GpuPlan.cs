using ILGPU;
using ILGPU.Runtime;

namespace MLPosh.Devices.Gpu;

/// <summary>A recording on a GPU, the whole batch as one tile: samples along the fast axis, and at least a thread each.</summary>
internal sealed partial class GpuPlan : Plan, IStepQueue
{
    private readonly GpuAccelerator _accelerator;
    private readonly AcceleratorStream _stream;
    private readonly Recording _recording;
    private readonly CancellationToken _stop;
    private readonly double[] _results = new double[GpuResults.Count];
    private GpuMemory _memory = null!;
    private GpuStep[] _forward = [];
    private GpuStep[] _loss = [];
    private GpuStep[] _backward = [];
    private ArrayView<float> _penalties;
    private ArrayView<int> _indices;
    private GpuKernel<GatherArguments>? _gather;
    private GpuSource? _source;
    private TrainingStep? _training;
    private int _count;
    private bool _isDisposed;

    /// <param name="accelerator">The device.</param>
    /// <param name="recording">What to run.</param>
    /// <param name="capacity">Most samples of a batch.</param>
    /// <param name="stop">Stops between two kernels that have to be compiled, with OperationCanceledException.</param>
    /// <exception cref="MLPoshException">DeviceOutOfMemory; DeviceNotAvailable; DeviceFailed.</exception>
    public GpuPlan(GpuAccelerator accelerator, Recording recording, int capacity, CancellationToken stop = default)
    {
        _stop = stop;
        _accelerator = accelerator;
        _recording = recording;
        Capacity = capacity;
        _stream = accelerator.TakeStream();
        try
        {
            accelerator.Run(
                _stream,
                this,
                static plan => plan._memory = new GpuMemory(
                    plan._accelerator, plan._recording, new GpuSizes(plan._accelerator.Native, plan.Capacity)),
                stop);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public override int Capacity { get; }

    public override int ParameterCount => _recording.ParameterCount;

    public override int ValueCount => _recording.ParameterCount + _recording.BufferCount;

    public override int ThreadCount => 1;

    public override int Hits => (int)_results[GpuResults.Hits];

    public override TrainingStep? Training
    {
        set => _training = value;
    }

    public override void Load(SampleSource source, ReadOnlySpan<int> indices)
    {
        _count = indices.Length;
        int[] order = indices.ToArray();
        _accelerator.Run(_stream, (Plan: this, source, order), static state => state.Plan.LoadHere(state.source, state.order), _stop);
    }

    public override double Evaluate(bool withGradient) => _accelerator.Run(
        _stream,
        (Plan: this, withGradient),
        static state =>
        {
            state.Plan.QueueEvaluation(state.withGradient);
            GpuTransfer.Read(state.Plan._accelerator, state.Plan._memory.Results, state.Plan._results.AsSpan());
            return state.Plan._results[GpuResults.Loss];
        });

    public override void EvaluateInputGradient(Span<double> gradient)
    {
        Evaluate(withGradient: true);
        ReadRows(_recording.InputGradient!.Value, gradient);
    }

    public override void Predict(Span<double> outputs)
    {
        _accelerator.Run(_stream, this, static plan =>
        {
            plan.Queue(plan._forward);
            return 0;
        });
        ReadRows(_recording.Output, outputs);
    }

    public override void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _accelerator.Release(this, static plan =>
        {
            plan._accelerator.Return(plan._stream);
            plan._accelerator.Sources.Leave(plan._source);
            plan._accelerator.Sources.Leave(plan._resident?.Validation);
            plan._accelerator.Programs.Leave(plan._resident?.Program);
            plan._memory?.Dispose();
        });
    }

    // Only what goes step by step needs rows of its own and a kernel for each operation.
    private void Compile()
    {
        if (_gather is not null)
        {
            return;
        }

        var compiler = new GpuCompiler(_accelerator, _recording, _memory);
        _penalties = compiler.Penalties;
        _forward = compiler.Forward();
        _loss = _recording.Loss is null ? [] : compiler.Loss();
        _backward = _recording.Loss is null ? [] : compiler.Backward();
        _indices = _memory.New<int>(Capacity);
        _gather = new(_accelerator, GatherKernel.Run);
    }

    private int LoadHere(SampleSource source, int[] order)
    {
        Compile();
        TakeSource(source);
        GpuTransfer.Write<int>(_accelerator, order, _indices);
        QueueGather(_indices);
        return 0;
    }

    private void TakeSource(SampleSource source)
    {
        if (_source?.IsOf(source, _recording.Output.Height) != true)
        {
            _accelerator.Sources.Leave(_source);
            _source = null;
            _source = Shared(source, _recording.Output.Height);
        }
    }

    private GpuSource Shared(SampleSource source, int outputs) => _accelerator.Sources.Take(
        candidate => candidate.IsOf(source, outputs), () => new GpuSource(_accelerator, source, outputs));

    private void QueueGather(ArrayView<int> indices)
    {
        Gather(_source!.X, _memory.Of(_recording.Input), _recording.Input.Height, indices);
        if (_source.Y.Length > 0)
        {
            Gather(_source.Y, _memory.Targets, _recording.Output.Height, indices);
        }
    }

    private void Gather(ArrayView<float> source, ArrayView<float> rows, int height, ArrayView<int> indices) => _gather!.Launch(
        Elements.Config(_memory.Sizes, height, _count),
        new GatherArguments
        {
            Source = source,
            Indices = indices,
            Rows = rows,
            Height = height,
            Stride = _memory.Sizes.Stride,
            Count = _count,
        });

    private void QueueEvaluation(bool withGradient)
    {
        _penalties.MemSetToZero(_accelerator.Stream);
        Queue(_forward);
        Queue(_loss);
        if (withGradient)
        {
            if (ParameterCount > 0)
            {
                _memory.Gradient.MemSetToZero(_accelerator.Stream);
            }

            Queue(_backward);
        }
    }

    private void Queue(GpuStep[] steps)
    {
        var batch = new GpuBatch(_count, _training, _result);
        foreach (var step in steps)
        {
            step.Queue(batch);
        }
    }

    private void Read(ArrayView<float> source, Span<double> destination)
    {
        var numbers = new double[destination.Length];
        _accelerator.Run(_stream, (_accelerator, source, numbers), static state =>
        {
            GpuTransfer.Read(state._accelerator, state.source, state.numbers);
            return 0;
        });
        numbers.CopyTo(destination);
    }

    private void ReadRows(Rows rows, Span<double> samples)
    {
        var numbers = new double[rows.Height * _memory.Sizes.Stride];
        Read(_memory.Of(rows).SubView(0, numbers.Length), numbers);
        for (int s = 0; s < _count; s++)
        {
            for (int row = 0; row < rows.Height; row++)
            {
                samples[(s * rows.Height) + row] = numbers[(row * _memory.Sizes.Stride) + s];
            }
        }
    }
}
