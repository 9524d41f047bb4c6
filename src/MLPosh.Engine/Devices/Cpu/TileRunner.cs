using System.Numerics;
using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>Runs programs over the tiles of a loaded batch, slot by slot on the threads of a team.</summary>
internal sealed unsafe class TileRunner<TLane, T> : IDisposable
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, INumberBase<T>
{
    // Fewer parameters are done before a second thread has begun.
    private const long LeastToShare = 32 * 1024;

    private readonly Recording _recording;
    private readonly TileLayout _layout;
    private readonly PlanMemory<T> _memory;
    private readonly ThreadTeam _team;
    private readonly CorePart? _cores;
    private readonly SlotSums[] _slots;
    private readonly Tile<T>[] _tiles;
    private readonly double[] _rowPenalty;
    private readonly int[] _indices;
    private SampleSource? _source;

    // What the round in progress does; set by the caller, read by all threads.
    private Phase<T> _phase = new([], null);
    private ParameterStep? _parameterStep;
    private int _members;
    private bool _gathers;
    private int _count;
    private T _perSample;
    private T _slopeScale;
    private bool _isFirst;
    private bool _isLast;
    private double* _results;
    private Place _resultPlace;
    private int _resultHeight;

    public TileRunner(Recording recording, TileLayout layout, PlanMemory<T> memory, int members, int batchRows, CorePart? cores)
    {
        _cores = cores;
        _recording = recording;
        _layout = layout;
        _memory = memory;
        _slots = new SlotSums[layout.Slots];
        _tiles = new Tile<T>[batchRows > 0 ? layout.Tiles : 0];
        _rowPenalty = new double[batchRows];
        _indices = new int[layout.Capacity];
        _team = new ThreadTeam(members, RunMember);
    }

    public int ThreadCount => _team.Count;

    public TrainingStep? Training { get; set; }

    /// <summary>Remembers samples; the threads take them in when the next program begins, each those of its slots.</summary>
    public void Load(SampleSource source, ReadOnlySpan<int> indices)
    {
        _source = source;
        indices.CopyTo(_indices);
        _gathers = true;
    }

    /// <summary>Does something to all parameters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(ParameterStep step)
    {
        if (_memory.ParameterStride < LeastToShare)
        {
            step.Run(0, _memory.ParameterStride);
            return;
        }

        _parameterStep = step;
        RunTeam();
        _parameterStep = null;
    }

    /// <summary>Samples classified rightly in the last round.</summary>
    public int Hits { get; private set; }

    /// <summary>The sum of the last round's losses, not yet divided.</summary>
    public double LossSum { get; private set; }

    /// <summary>What layers added to the last round's mean loss.</summary>
    public double Penalty { get; private set; }

    /// <param name="program">What to run.</param>
    /// <param name="count">Samples that are loaded.</param>
    /// <param name="results">Receives the rows at <paramref name="resultPlace"/>, sample-major; null for none.</param>
    /// <param name="resultPlace">Where the results lie in the end.</param>
    /// <param name="resultHeight">How many rows they are.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(CpuProgram<T> program, int count, double* results, Place resultPlace, int resultHeight)
    {
        (_count, _resultPlace, _resultHeight) = (count, resultPlace, resultHeight);
        _perSample = T.CreateTruncating(1.0 / count);
        _slopeScale = T.CreateTruncating(_recording.Loss is null ? 0 : 1 / _recording.LossDivisor(count));
        _results = results;
        double penalty = 0;
        var phases = program.Phases;
        for (int i = 0; i < phases.Length; i++)
        {
            (_phase, _isFirst, _isLast) = (phases[i], i == 0, i == phases.Length - 1);
            if (_phase.Batch is null)
            {
                RunTeam();
                continue;
            }

            penalty += RunBatch(_phase.Batch);
        }

        var (loss, hits, slots) = (0.0, 0, _layout.SlotsFor(count));
        for (int slot = 0; slot < slots; slot++)
        {
            loss += _slots[slot].Loss;
            penalty += _slots[slot].Penalty / count;
            hits += _slots[slot].Hits;
        }

        (LossSum, Penalty, Hits, _gathers) = (loss, penalty, hits, false);
    }

    public void Dispose() => _team.Dispose();

    private double RunBatch(BatchStep<T> step)
    {
        int tiles = _layout.TilesFor(_count);
        for (int index = 0; index < tiles; index++)
        {
            _tiles[index] = TileAt(index, slot: 0, member: 0);
        }

        RunTeam();
        double penalty = 0;
        for (int row = 0; row < step.Count; row++)
        {
            penalty += _rowPenalty[row];
        }

        return penalty;
    }

    // Between two rounds nobody works: the next one may have other members.
    private void RunTeam()
    {
        _members = _cores is null ? _team.Count : Math.Clamp(_cores.Count, 1, _team.Count);
        _team.Run(_members);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void StartSlot(int slot)
    {
        _slots[slot] = default;
        if (!_layout.IsWide)
        {
            new Span<T>(_memory.SlotGradient(slot), _recording.ParameterCount).Clear();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunMember(int member)
    {
        if (_parameterStep is { } parameters)
        {
            long registers = _memory.ParameterStride / TLane.Count;
            parameters.Run(
                registers * member / _members * TLane.Count, registers * (member + 1) / _members * TLane.Count);
            return;
        }

        if (_phase.Batch is { } batch)
        {
            var tiles = _tiles.AsSpan(0, _layout.TilesFor(_count));
            for (int row = member; row < batch.Count; row += _members)
            {
                _rowPenalty[row] = batch.Run(tiles, row, _memory.Room(member));
            }

            return;
        }

        int slots = _layout.SlotsFor(_count);
        for (int slot = member; slot < slots; slot += _members)
        {
            RunSlot(slot, member);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunSlot(int slot, int member)
    {
        if (_isFirst)
        {
            StartSlot(slot);
        }

        int last = Math.Min((slot + 1) * _layout.TilesPerSlot, _layout.TilesFor(_count));
        for (int index = slot * _layout.TilesPerSlot; index < last; index++)
        {
            var tile = TileAt(index, slot, member);
            if (_isFirst && _gathers)
            {
                SampleTransfer.Gather(_source!, _indices, tile, _recording.Output.Height);
            }

            foreach (var step in _phase.Steps)
            {
                step.Run(ref tile);
            }

            ref var sums = ref _slots[slot];
            sums.Loss += tile.Loss;
            sums.Penalty += tile.Penalty;
            sums.Hits += tile.Hits;
            if (_isLast && _results != null)
            {
                SampleTransfer.Scatter(
                    _resultPlace.In(tile), _resultHeight, tile, _results + ((long)tile.FirstSample * _resultHeight));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Tile<T> TileAt(int index, int slot, int member)
    {
        int samples = _layout.SamplesIn(index, _count);
        return new Tile<T>
        {
            Parameters = _memory.Parameters,
            Gradient = _memory.SlotGradient(slot),
            Input = _memory.Input(index),
            Target = _memory.Target(index),
            Scratch = _memory.Scratch(index, member),
            Room = _memory.TileRoom(index, member),
            Width = _layout.Width,
            Samples = samples,
            Registers = (samples + TLane.Count - 1) / TLane.Count,
            FirstSample = index * _layout.SamplesPerTile,
            BatchCount = _count,
            PerSample = _perSample,
            SlopeScale = _slopeScale,
            Training = Training,
        };
    }
}
