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
    private readonly AlignedBuffer<T> _buffer;
    private readonly ThreadTeam _team;
    private readonly long _parameterStride;
    private readonly T* _parameters;
    private readonly T* _gradient;
    private readonly T* _memory;
    private readonly T* _slotGradients; // [slot][parameter]
    private readonly T* _inputs; // [tile][row][sample]
    private readonly T* _targets; // [tile][row][sample]
    private readonly T* _scratch; // [thread][row][sample]
    private readonly long _scratchStride;
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
        _parameterStride = AlignedBuffer<T>.Padded(recording.ParameterCount);
        _scratchStride = AlignedBuffer<T>.Padded((long)CpuCompiler<TLane, T>.ScratchRows(recording) * _layout.Width);
        long inputs = (long)_layout.Tiles * recording.Input.Height * _layout.Width;
        long targets = (long)_layout.Tiles * recording.Output.Height * _layout.Width;
        _buffer = new AlignedBuffer<T>(
            ((3 + _layout.Slots) * _parameterStride) + (members * _scratchStride)
            + AlignedBuffer<T>.Padded(inputs) + AlignedBuffer<T>.Padded(targets));
        _parameters = _buffer.Cut(_parameterStride);
        _gradient = _buffer.Cut(_parameterStride);
        _memory = _buffer.Cut(_parameterStride);
        _slotGradients = _buffer.Cut(_layout.Slots * _parameterStride);
        _inputs = _buffer.Cut(inputs);
        _targets = _buffer.Cut(targets);
        _scratch = _buffer.Cut(members * _scratchStride);
        _slotLoss = new double[_layout.Slots];
        _team = new ThreadTeam(members, RunMember);
    }

    public override int Capacity { get; }

    public override int ThreadCount => _team.Count;

    public override void Load(SampleSource source, ReadOnlySpan<int> indices)
    {
        _count = indices.Length;
        var x = source.X.Span;
        var y = source.Y.Span;
        for (int tile = 0; tile < _layout.Tiles; tile++)
        {
            int samples = _layout.SamplesIn(tile, _count);
            if (samples == 0)
            {
                break;
            }

            var part = indices.Slice(tile * _layout.SamplesPerTile, samples);
            Gather(x, source.XWidth, part, _inputs + InputOffset(tile));
            if (source.YWidth > 0)
            {
                Gather(y, source.YWidth, part, _targets + TargetOffset(tile));
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Update<TRule>(TRule rule)
    {
        // The buffers are padded to whole registers; what lies in the padding is never read.
        for (long p = 0; p < _parameterStride; p += TLane.Count)
        {
            var memory = TLane.Load(_memory + p);
            var moved = rule.Apply(TLane.Load(_parameters + p), TLane.Load(_gradient + p), ref memory);
            TLane.Store(_parameters + p, moved);
            TLane.Store(_memory + p, memory);
        }
    }

    public override void ReadParameters(Span<double> destination) => Copy(_parameters, destination);

    public override void WriteParameters(ReadOnlySpan<double> source)
    {
        for (int p = 0; p < source.Length; p++)
        {
            _parameters[p] = T.CreateTruncating(source[p]);
        }
    }

    public override void ReadGradient(Span<double> destination) => Copy(_gradient, destination);

    public override void Dispose()
    {
        _team.Dispose();
        _buffer.Dispose();
    }

    private static void Copy(T* source, Span<double> destination)
    {
        for (int p = 0; p < destination.Length; p++)
        {
            destination[p] = double.CreateTruncating(source[p]);
        }
    }

    private long InputOffset(int tile) => (long)tile * _recording.Input.Height * _layout.Width;

    private long TargetOffset(int tile) => (long)tile * _recording.Output.Height * _layout.Width;

    /// <summary>Transposes samples into rows; the padding repeats the last sample.</summary>
    private void Gather(ReadOnlySpan<double> source, int width, ReadOnlySpan<int> indices, T* rows)
    {
        for (int s = 0; s < indices.Length; s++)
        {
            var sample = source.Slice(indices[s] * width, width);
            for (int row = 0; row < sample.Length; row++)
            {
                rows[((long)row * _layout.Width) + s] = T.CreateTruncating(sample[row]);
            }
        }

        for (int row = 0; row < width; row++)
        {
            var line = new Span<T>(rows + ((long)row * _layout.Width), _layout.Width);
            line[indices.Length..].Fill(line[indices.Length - 1]);
        }
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
            RunSlot(slot, _scratch + (member * _scratchStride));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunSlot(int slot, T* scratch)
    {
        var tile = new Tile<T>
        {
            Parameters = _parameters,
            Gradient = _slotGradients + (slot * _parameterStride),
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
            tile.Input = _inputs + InputOffset(index);
            tile.Target = _targets + TargetOffset(index);
            RunTile(ref tile);
            if (_predictions != null)
            {
                Scatter(tile, index * _layout.SamplesPerTile);
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

    private void Scatter(in Tile<T> tile, int firstSample)
    {
        int outputs = _recording.Output.Height;
        var rows = _output.In(tile);
        for (int s = 0; s < tile.Samples; s++)
        {
            for (int o = 0; o < outputs; o++)
            {
                _predictions[((long)(firstSample + s) * outputs) + o] =
                    double.CreateTruncating(rows[((long)o * tile.Width) + s]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddSlots(int slots)
    {
        for (long p = 0; p < _parameterStride; p += TLane.Count)
        {
            var sum = TLane.Load(_slotGradients + p);
            for (int slot = 1; slot < slots; slot++)
            {
                sum += TLane.Load(_slotGradients + (slot * _parameterStride) + p);
            }

            TLane.Store(_gradient + p, sum);
        }
    }
}
