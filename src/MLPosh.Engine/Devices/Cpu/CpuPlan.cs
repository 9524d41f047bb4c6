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
    private readonly TileStep<T>[] _forward;
    private readonly TileStep<T>[] _backward;
    private readonly TileStep<T>? _loss;
    private readonly Place _output;
    private readonly PlanMemory<T> _memory;
    private readonly ThreadTeam _team;
    private readonly double[] _slotLoss;
    private int _count;

    // What the round in progress does; set by the caller, read by all threads.
    private bool _withLoss;
    private bool _withGradient;
    private double* _predictions;

    public CpuPlan(Recording recording, int capacity, int threads)
    {
        _recording = recording;
        Capacity = capacity;
        int rows = recording.Heights.Sum() + recording.Output.Height;
        _layout = new TileLayout(capacity, rows, recording.ParameterCount, 4 * TLane.Count);

        var compiler = new CpuCompiler<TLane, T>(recording);
        _forward = compiler.Forward();
        _backward = compiler.Backward();
        _loss = compiler.Loss();
        _output = compiler.PlaceOf(recording.Output);

        int members = Math.Clamp(threads, 1, _layout.Slots);
        _memory = new PlanMemory<T>(recording, _layout, members);
        _slotLoss = new double[_layout.Slots];
        _team = new ThreadTeam(members, RunMember);
    }

    public override int Capacity { get; }

    public override int ParameterCount => _recording.ParameterCount;

    public override int ThreadCount => _team.Count;

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
                SampleTransfer.Gather(source.Y.Span, source.YWidth, part, _memory.Target(tile), _layout.Width);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Evaluate(bool withGradient)
    {
        Run(withLoss: true, withGradient, predictions: null);
        int slots = _layout.SlotsFor(_count);
        double loss = 0;
        for (int slot = 0; slot < slots; slot++)
        {
            loss += _slotLoss[slot];
        }

        if (withGradient)
        {
            AddSlots(slots);
        }

        return loss / ((double)_count * _recording.Output.Height);
    }

    public override void Predict(Span<double> outputs)
    {
        fixed (double* predictions = outputs)
        {
            Run(withLoss: false, withGradient: false, predictions);
        }
    }

    public override void ReserveMemory(int count, double initial = 0) =>
        _memory.ReserveRule(count, T.CreateTruncating(initial));

    public override void Update<TRule>(TRule rule) => ParameterSteps<TLane, T>.Update(_memory, rule);

    public override void ReadParameters(Span<double> destination) => SampleTransfer.Copy(_memory.Parameters, destination);

    public override void WriteParameters(ReadOnlySpan<double> source)
    {
        for (int p = 0; p < source.Length; p++)
        {
            _memory.Parameters[p] = T.CreateTruncating(source[p]);
        }
    }

    public override void ReadGradient(Span<double> destination) => SampleTransfer.Copy(_memory.Gradient, destination);

    public override void ScaleGradient(double factor) => ParameterSteps<TLane, T>.ScaleGradient(_memory, factor);

    public override void Dispose()
    {
        _team.Dispose();
        _memory.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Run(bool withLoss, bool withGradient, double* predictions)
    {
        _withLoss = withLoss;
        _withGradient = withGradient;
        _predictions = predictions;
        _team.Run();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunMember(int member)
    {
        int slots = _layout.SlotsFor(_count);
        for (int slot = member; slot < slots; slot += _team.Count)
        {
            RunSlot(slot, _memory.Scratch(member));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunSlot(int slot, T* scratch)
    {
        var tile = new Tile<T>
        {
            Parameters = _memory.Parameters,
            Gradient = _memory.SlotGradient(slot),
            Scratch = scratch,
            Width = _layout.Width,
            SlopeScale = T.CreateTruncating(1 / ((double)_count * _recording.Output.Height)),
        };
        if (_withGradient)
        {
            new Span<T>(tile.Gradient, _recording.ParameterCount).Clear();
        }

        for (int index = slot * _layout.TilesPerSlot; index < (slot + 1) * _layout.TilesPerSlot; index++)
        {
            tile.Samples = _layout.SamplesIn(index, _count);
            if (tile.Samples == 0)
            {
                break;
            }

            int block = 4 * TLane.Count;
            tile.Blocks = (tile.Samples + block - 1) / block;
            tile.Input = _memory.Input(index);
            tile.Target = _memory.Target(index);
            RunTile(ref tile);
            if (_predictions != null)
            {
                SampleTransfer.Scatter(
                    _output.In(tile),
                    _recording.Output.Height,
                    tile,
                    _predictions + ((long)index * _layout.SamplesPerTile * _recording.Output.Height));
            }
        }

        _slotLoss[slot] = tile.Loss;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunTile(ref Tile<T> tile)
    {
        foreach (var step in _forward)
        {
            step.Run(ref tile);
        }

        if (_withLoss)
        {
            _loss!.Run(ref tile);
        }

        if (_withGradient)
        {
            foreach (var step in _backward)
            {
                step.Run(ref tile);
            }
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
