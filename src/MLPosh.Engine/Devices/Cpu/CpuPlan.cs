using System.Numerics;
using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>
/// A recording on the CPU's vector units and cores. Samples lie along the registers; see <see cref="TileLayout"/> for how
/// a batch is cut.
/// </summary>
internal sealed unsafe class CpuPlan<TLane, T> : Plan
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, INumberBase<T>
{
    private readonly Recording _recording;
    private readonly TileLayout _layout;
    private readonly CpuCompiler<TLane, T> _compiler;
    private readonly CpuProgram<T> _predict;
    private readonly CpuProgram<T> _measure;
    private readonly CpuProgram<T> _learn;
    private readonly PlanMemory<T> _memory;
    private readonly TileRunner<TLane, T> _runner;
    private int _count;

    public CpuPlan(Recording recording, int capacity, int threads)
    {
        _recording = recording;
        Capacity = capacity;
        int rows = recording.Heights.Sum() + recording.Output.Height;
        _layout = new TileLayout(capacity, rows, recording.ParameterCount, 4 * TLane.Count);

        _compiler = new CpuCompiler<TLane, T>(recording);
        var forward = _compiler.Forward();
        object[] measure = [.. forward, .. _compiler.Loss()];
        object[] learn = [.. measure, .. _compiler.Backward()];
        (_predict, _measure, _learn) = (new(forward), new(measure), new(learn));

        int batchRows = learn.OfType<BatchStep<T>>().Select(step => step.Count).DefaultIfEmpty().Max();
        int members = Math.Clamp(threads, 1, _layout.Slots);
        _memory = new PlanMemory<T>(recording, _layout, batchRows > 0 ? _layout.Tiles : members);
        _compiler.Buffers.Start = _memory.Buffers;
        _runner = new TileRunner<TLane, T>(recording, _layout, _memory, members, batchRows);
    }

    public override int Capacity { get; }

    public override int ThreadCount => _runner.ThreadCount;

    public override int Hits => _runner.Hits;

    public override TrainingStep? Training
    {
        set => _runner.Training = value;
    }

    public override void Load(SampleSource source, ReadOnlySpan<int> indices)
    {
        _count = indices.Length;
        for (int tile = 0; tile < _layout.Tiles; tile++)
        {
            int samples = _layout.SamplesIn(tile, _count);
            if (samples == 0)
            {
                break;
            }

            var part = indices.Slice(tile * _layout.SamplesPerTile, samples);
            SampleTransfer.Gather(source.X.Span, source.XWidth, part, _memory.Input(tile), _layout.Width);
            if (source.YWidth > 0)
            {
                SampleTransfer.GatherTargets(source, part, _memory.Target(tile), _recording.Output.Height, _layout.Width);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Evaluate(bool withGradient)
    {
        _runner.Run(withGradient ? _learn : _measure, _count, results: null, default, 0);
        if (withGradient)
        {
            AddSlots(_layout.SlotsFor(_count));
        }

        return (_runner.LossSum / _recording.LossDivisor(_count)) + _runner.Penalty;
    }

    public override void EvaluateInputGradient(Span<double> gradient) =>
        RunFor(_learn, _recording.InputGradient!.Value, gradient);

    public override void Predict(Span<double> outputs) => RunFor(_predict, _recording.Output, outputs);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Update<TRule>(TRule rule)
    {
        // The buffers are padded to whole registers; what lies in the padding is never read.
        for (long p = 0; p < _memory.ParameterStride; p += TLane.Count)
        {
            var memory = TLane.Load(_memory.Rule + p);
            var moved = rule.Apply(TLane.Load(_memory.Parameters + p), TLane.Load(_memory.Gradient + p), ref memory);
            TLane.Store(_memory.Parameters + p, moved);
            TLane.Store(_memory.Rule + p, memory);
        }
    }

    public override void ReadParameters(Span<double> destination)
    {
        SampleTransfer.Copy(_memory.Parameters, destination[.._recording.ParameterCount]);
        SampleTransfer.Copy(_memory.Buffers, destination[_recording.ParameterCount..]);
    }

    public override void WriteParameters(ReadOnlySpan<double> source)
    {
        SampleTransfer.Copy(source[.._recording.ParameterCount], _memory.Parameters);
        SampleTransfer.Copy(source[_recording.ParameterCount..], _memory.Buffers);
    }

    public override void ReadGradient(Span<double> destination) => 
        SampleTransfer.Copy(_memory.Gradient, destination[.._recording.ParameterCount]);

    public override void Dispose()
    {
        _runner.Dispose();
        _memory.Dispose();
    }

    private void RunFor(CpuProgram<T> program, Rows rows, Span<double> destination)
    {
        fixed (double* results = destination)
        {
            _runner.Run(program, _count, results, _compiler.PlaceOf(rows), rows.Height);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddSlots(int slots)
    {
        for (long p = 0; p < _memory.ParameterStride; p += TLane.Count)
        {
            var sum = TLane.Load(_memory.SlotGradient(0) + p);
            for (int slot = 1; slot < slots; slot++)
            {
                sum += TLane.Load(_memory.SlotGradient(slot) + p);
            }

            TLane.Store(_memory.Gradient + p, sum);
        }
    }
}
