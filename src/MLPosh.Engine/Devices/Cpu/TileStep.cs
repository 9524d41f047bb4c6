namespace MLPosh.Devices.Cpu;

/// <summary>The tile that a thread works on, and where its slot keeps its sums.</summary>
internal unsafe struct Tile<T>
    where T : unmanaged
{
    /// <summary>The network's parameters.</summary>
    public T* Parameters;

    /// <summary>The slot's gradient sums, laid out as the parameters.</summary>
    public T* Gradient;

    /// <summary>The input rows.</summary>
    public T* Input;

    /// <summary>The target rows.</summary>
    public T* Target;

    /// <summary>All other rows, the thread's own.</summary>
    public T* Scratch;

    /// <summary>
    /// Room that steps may use while they run, the thread's own; in a <see cref="WideNetwork"/> the tile's own, to be kept from step to
    /// step.
    /// </summary>
    public T* Room;

    /// <summary>Distance between rows.</summary>
    public int Width;

    /// <summary>Real samples; the rest of the last register repeats the last of them, so that it holds no surprises.</summary>
    public int Samples;

    /// <summary>Registers of a row that hold the samples.</summary>
    public int Registers;

    /// <summary>1 / <see cref="Recording.LossDivisor"/>: what the mean scales each slope by.</summary>
    public T SlopeScale;

    /// <summary>1 / samples of the batch.</summary>
    public T PerSample;

    /// <summary>Samples of the batch.</summary>
    public int BatchCount;

    /// <summary>The place of the tile's first sample in the batch.</summary>
    public int FirstSample;

    /// <summary>The step of the training, if this is one.</summary>
    public TrainingStep? Training;

    /// <summary>What layers add to the loss, summed over the slot's samples.</summary>
    public double Penalty;

    /// <summary>The slot's sum of losses.</summary>
    public double Loss;

    /// <summary>The slot's number of samples classified rightly.</summary>
    public int Hits;
}

/// <summary>Where rows lie: the input has a place of its own, the others are in the thread's scratch.</summary>
internal readonly record struct Place(bool IsInput, int Row)
{
    public Place Below(int rows) => this with { Row = Row + rows };

    public unsafe T* In<T>(in Tile<T> tile)
        where T : unmanaged =>
        (IsInput ? tile.Input : tile.Scratch) + ((long)Row * tile.Width);
}

/// <summary>One compiled operation: runs on a tile.</summary>
internal abstract class TileStep<T>
    where T : unmanaged
{
    public abstract void Run(ref Tile<T> tile);
}
