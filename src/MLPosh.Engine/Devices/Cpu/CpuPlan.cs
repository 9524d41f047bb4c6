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
    private readonly GradientSum<TLane, T> _sum;
    private readonly GradientScale<TLane, T> _scale;
    private ParameterStep? _update;
    private int _count;

    public CpuPlan(Recording recording, int capacity, int threads, CorePart? cores)
    {
        _recording = recording;
        Capacity = capacity;
        var places = new RowPlaces(recording);
        int rows = recording.Input.Height + places.Count + recording.Output.Height;
        _layout = new TileLayout(capacity, rows, recording.ParameterCount, TLane.Count, WideNetwork.Is(recording, capacity));
        _compiler = new CpuCompiler<TLane, T>(recording, places, _layout);
        var forward = _compiler.Forward();
        object[] measure = [.. forward, .. _compiler.Loss()];
        object[] learn = [.. measure, .. _compiler.Backward()];
        (_predict, _measure, _learn) = (new(forward), new(measure), new(learn));

        int batchRows = learn.OfType<BatchStep<T>>().Select(step => step.Count).DefaultIfEmpty().Max();
        int members = Math.Clamp(threads, 1, _layout.IsWide ? Math.Max(_layout.Slots, batchRows) : _layout.Slots);
        _memory = new PlanMemory<T>(
            recording, places.Count, _layout, batchRows > 0 ? _layout.Tiles : members, members, _compiler.Room, _compiler.Kept);
        _compiler.Buffers.Start = _memory.Buffers;
        (_sum, _scale) = (new(_memory), new(_memory));
        _runner = new TileRunner<TLane, T>(recording, _layout, _memory, members, batchRows, cores);
    }

    public override int Capacity { get; }

    public override int ParameterCount => _recording.ParameterCount;

    public override int ValueCount => _recording.ParameterCount + _recording.BufferCount;

    public override int ThreadCount => _runner.ThreadCount;

    public override int Hits => _runner.Hits;

    public override TrainingStep? Training
    {
        set => _runner.Training = value;
    }

    public override void Load(SampleSource source, ReadOnlySpan<int> indices)
    {
        _count = indices.Length;
        _runner.Load(source, indices);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Evaluate(bool withGradient)
    {
        _runner.Run(withGradient ? _learn : _measure, _count, results: null, default, 0);
        _sum.Slots = withGradient ? _layout.GradientsFor(_count) : 0;
        return (_runner.LossSum / _recording.LossDivisor(_count)) + _runner.Penalty;
    }

    public override void EvaluateInputGradient(Span<double> gradient) =>
        RunFor(_learn, _recording.InputGradient!.Value, gradient);

    public override void Predict(Span<double> outputs) => RunFor(_predict, _recording.Output, outputs);

    public override void ReserveMemory(int count, double initial = 0) =>
        _memory.ReserveRule(count, T.CreateTruncating(initial));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Update<TRule>(TRule rule)
    {
        var update = _update as ParameterUpdate<TLane, T, TRule> ?? new ParameterUpdate<TLane, T, TRule>(_memory, _sum);
        update.Rule = rule;
        _update = update;
        _runner.Run(update);
        _sum.Slots = 0;
    }

    public override void ReadParameters(Span<double> destination)
    {
        SampleTransfer.Copy(_memory.Parameters, destination[.._recording.ParameterCount]);
        SampleTransfer.Copy(_memory.Buffers, destination[_recording.ParameterCount..]);
    }

    public override void WriteParameters(ReadOnlySpan<double> source)
    {
        SampleTransfer.Convert(source[.._recording.ParameterCount], _memory.Parameters);
        SampleTransfer.Convert(source[_recording.ParameterCount..], _memory.Buffers);
    }

    public override void ReadGradient(Span<double> destination)
    {
        AddSlots();
        SampleTransfer.Copy(_memory.Gradient, destination[.._recording.ParameterCount]);
    }

    public override void ScaleGradient(double factor)
    {
        AddSlots();
        _scale.Factor = factor;
        _runner.Run(_scale);
    }

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

    /// <summary>Adds up the slots unless an update already did.</summary>
    private void AddSlots()
    {
        if (_sum.Slots > 0)
        {
            _runner.Run(_sum);
            _sum.Slots = 0;
        }
    }
}
