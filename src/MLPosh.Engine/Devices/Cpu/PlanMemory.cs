namespace MLPosh.Devices.Cpu;

/// <summary>All that a plan computes with, cut from one allocation.</summary>
internal sealed unsafe class PlanMemory<T> : IDisposable
    where T : unmanaged
{
    private readonly AlignedBuffer<T> _buffer;
    private readonly T* _slotGradients; // [slot][parameter]
    private readonly long _slotStride; // 0 where they share one
    private readonly T* _inputs; // [tile][row][sample]
    private readonly T* _targets; // [tile][row][sample]
    private readonly T* _scratch; // [thread or tile][row][sample]
    private readonly bool _hasScratchPerTile;
    private readonly T* _room; // [thread][number]
    private readonly long _roomStride;
    private readonly T* _tileRoom; // [tile][number], or each thread's room
    private readonly long _tileRoomStride; // from thread to thread
    private readonly long _keptStride; // from tile to tile
    private readonly long _inputStride;
    private readonly long _targetStride;
    private readonly long _scratchStride;
    private AlignedBuffer<T>? _ruleBuffer; // apart, as only a training needs it
    private T* _rule; // [memory][parameter]

    /// <param name="recording">What is computed.</param>
    /// <param name="scratchRows">Rows of a tile without its input.</param>
    /// <param name="layout">How a batch is cut.</param>
    /// <param name="scratches">How many tiles have rows of their own: one a thread, or all where samples are coupled.</param>
    /// <param name="threads">How many threads there are.</param>
    /// <param name="room">Numbers that steps of one thread need while they run.</param>
    /// <param name="kept">Numbers that a tile keeps from step to step beside its rows.</param>
    public PlanMemory(Recording recording, int scratchRows, TileLayout layout, int scratches, int threads, long room, long kept)
    {
        ParameterStride = AlignedBuffer<T>.Padded(recording.ParameterCount);
        _inputStride = (long)recording.Input.Height * layout.Width;
        _targetStride = (long)recording.Output.Height * layout.Width;
        _slotStride = layout.IsWide ? 0 : ParameterStride;
        _roomStride = AlignedBuffer<T>.Padded(room);
        _keptStride = AlignedBuffer<T>.Padded(kept);
        _scratchStride = AlignedBuffer<T>.Padded((long)scratchRows * layout.Width);
        _buffer = new AlignedBuffer<T>(
            (2 * ParameterStride)
            + (layout.Slots * _slotStride)
            + AlignedBuffer<T>.Padded(layout.Tiles * _inputStride)
            + AlignedBuffer<T>.Padded(layout.Tiles * _targetStride)
            + AlignedBuffer<T>.Padded(recording.BufferCount)
            + (scratches * _scratchStride)
            + (threads * _roomStride)
            + (layout.Tiles * _keptStride));
        Parameters = _buffer.Cut(ParameterStride);
        Gradient = _buffer.Cut(ParameterStride);
        _slotGradients = layout.IsWide ? Gradient : _buffer.Cut(layout.Slots * ParameterStride);
        _inputs = _buffer.Cut(layout.Tiles * _inputStride);
        _targets = _buffer.Cut(layout.Tiles * _targetStride);
        Buffers = _buffer.Cut(recording.BufferCount);
        _scratch = _buffer.Cut(scratches * _scratchStride);
        _room = _buffer.Cut(threads * _roomStride);
        _tileRoom = layout.IsWide ? _buffer.Cut(layout.Tiles * _keptStride) : _room;
        _tileRoomStride = layout.IsWide ? 0 : _roomStride;
        _hasScratchPerTile = scratches == layout.Tiles;
    }

    /// <summary>Numbers from one buffer of parameters to the next: their count, padded to whole registers.</summary>
    public long ParameterStride { get; }

    public T* Parameters { get; }

    /// <summary>The gradient of the whole batch.</summary>
    public T* Gradient { get; }

    /// <summary>The network's numbers that are no learned parameters.</summary>
    public T* Buffers { get; }

    public T* SlotGradient(int slot) => _slotGradients + (slot * _slotStride);

    public T* Input(int tile) => _inputs + (tile * _inputStride);

    public T* Target(int tile) => _targets + (tile * _targetStride);

    public T* Scratch(int tile, int thread) => _scratch + ((_hasScratchPerTile ? tile : thread) * _scratchStride);

    public T* Room(int thread) => _room + (thread * _roomStride);

    public T* TileRoom(int tile, int thread) => _tileRoom + (tile * _keptStride) + (thread * _tileRoomStride);

    /// <summary>What the update rule remembers of each parameter.</summary>
    /// <param name="memory">Which of its numbers, from 0.</param>
    public T* Rule(int memory) => _rule + (memory * ParameterStride);

    /// <summary>Makes room for what the update rule remembers.</summary>
    public void ReserveRule(int count, T initial)
    {
        _ruleBuffer?.Dispose();
        _ruleBuffer = new AlignedBuffer<T>(count * ParameterStride);
        _rule = _ruleBuffer.Cut(count * ParameterStride);
        for (long p = 0; p < count * ParameterStride; p++)
        {
            _rule[p] = initial;
        }
    }

    public void Dispose()
    {
        _buffer.Dispose();
        _ruleBuffer?.Dispose();
    }
}
