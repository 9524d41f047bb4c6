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
    private readonly CpuCompiler<TLane, T> _compiler;
    private readonly PlanMemory<T> _memory;
    private readonly ThreadTeam _team;
    private readonly TileStep<T>? _judge;
    private readonly double[] _slotLoss;
    private readonly int[] _slotHits;
    private int _count;

    // What the round in progress does; set by the caller, read by all threads.
    private bool _withLoss;
    private bool _withGradient;
    private double* _results;
    private Rows _resultRows;

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
        _judge = compiler.Judge();
        _compiler = compiler;

        int members = Math.Clamp(threads, 1, _layout.Slots);
        _memory = new PlanMemory<T>(recording, _layout, members);
        _slotLoss = new double[_layout.Slots];
        _slotHits = new int[_layout.Slots];
        _team = new ThreadTeam(members, RunMember);
    }

    public override int Capacity { get; }

    public override int ThreadCount => _team.Count;

    public override int Hits
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        get
        {
            int hits = 0;
            for (int slot = 0; slot < _layout.SlotsFor(_count); slot++)
            {
                hits += _slotHits[slot];
            }

            return hits;
        }
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
        Run(withLoss: true, withGradient, results: null, default);
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

        return loss / _recording.LossDivisor(_count);
    }

    public override void EvaluateInputGradient(Span<double> gradient)
    {
        fixed (double* results = gradient)
        {
            Run(withLoss: true, withGradient: true, results, _recording.InputGradient!.Value);
        }
    }

    public override void Predict(Span<double> outputs)
    {
        fixed (double* results = outputs)
        {
            Run(withLoss: false, withGradient: false, results, _recording.Output);
        }
    }

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

    public override void ReadParameters(Span<double> destination) => SampleTransfer.Copy(_memory.Parameters, destination);

    public override void WriteParameters(ReadOnlySpan<double> source)
    {
        for (int p = 0; p < source.Length; p++)
        {
            _memory.Parameters[p] = T.CreateTruncating(source[p]);
        }
    }

    public override void ReadGradient(Span<double> destination) => SampleTransfer.Copy(_memory.Gradient, destination);

    public override void Dispose()
    {
        _team.Dispose();
        _memory.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Run(bool withLoss, bool withGradient, double* results, Rows resultRows)
    {
        _withLoss = withLoss;
        _withGradient = withGradient;
        _results = results;
        _resultRows = resultRows;
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
            SlopeScale = T.CreateTruncating(_withLoss ? 1 / _recording.LossDivisor(_count) : 0),
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
            if (_results != null)
            {
                SampleTransfer.Scatter(
                    _compiler.PlaceOf(_resultRows).In(tile),
                    _resultRows.Height,
                    tile,
                    _results + ((long)index * _layout.SamplesPerTile * _resultRows.Height));
            }
        }

        _slotLoss[slot] = tile.Loss;
        _slotHits[slot] = tile.Hits;
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
            _judge?.Run(ref tile);
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
