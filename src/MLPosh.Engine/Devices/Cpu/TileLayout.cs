namespace MLPosh.Devices.Cpu;

/// <summary>
/// How a batch is cut: into slots, each with its own gradient sums, and slots into tiles that stay in cache while they
/// pass through all layers. It depends on the problem's shape only, never on the number of threads, so that the order of
/// every sum, and with it every bit of the result, is the same for any number of threads.
/// </summary>
internal sealed class TileLayout
{
    private const int SmallNetworkTile = 512;
    private const int SmallestTile = 64;

    // A network of a unit or two is done with a tile before its overhead is: fewer tiles, then.
    private const int FewRows = 8;
    private const int TinyNetworkTile = 1024;
    private const int CacheElements = 24 * 1024;
    private const int MostSlots = 64;
    private const long MostSlotElements = 8 * 1024 * 1024;

    /// <param name="capacity">Most samples of a batch.</param>
    /// <param name="rows">Rows that a tile passes through, all layers together.</param>
    /// <param name="parameterCount">Numbers in one slot's gradient.</param>
    /// <param name="register">Samples of a register. All tiles but the last are whole registers, and rows have room for whole fours.</param>
    /// <param name="isWide">See <see cref="WideNetwork"/>: a gradient for all slots, as none of them adds to it by itself.</param>
    public TileLayout(int capacity, int rows, int parameterCount, int register, bool isWide)
    {
        Capacity = capacity;
        IsWide = isWide;
        int largest = rows <= FewRows ? TinyNetworkTile : SmallNetworkTile;
        int target = Math.Clamp(CacheElements / rows / (4 * register) * 4 * register, SmallestTile, largest);
        int mostSlots = isWide ? MostSlots : (int)Math.Clamp(MostSlotElements / Math.Max(parameterCount, 1), 1, MostSlots);
        Slots = Math.Clamp(Ceiling(capacity, target), 1, mostSlots);
        TilesPerSlot = Ceiling(capacity, (long)Slots * target);
        SamplesPerTile = Ceiling(Ceiling(capacity, (long)Slots * TilesPerSlot), register) * register;
        Width = Ceiling(SamplesPerTile, 4 * register) * 4 * register;
    }

    /// <summary>Most samples of a batch.</summary>
    public int Capacity { get; }

    public int Slots { get; }

    public bool IsWide { get; }

    /// <summary>Slots with a gradient of their own; one where they share it.</summary>
    public int Gradients => IsWide ? 1 : Slots;

    public int TilesPerSlot { get; }

    public int Tiles => Slots * TilesPerSlot;

    /// <summary>Samples in each tile but the last.</summary>
    public int SamplesPerTile { get; }

    /// <summary>Distance between the rows of a tile: its samples and the padding.</summary>
    public int Width { get; }

    /// <summary>How many of <paramref name="count"/> loaded samples are in this tile.</summary>
    public int SamplesIn(int tile, int count) =>
        (int)Math.Clamp(count - ((long)tile * SamplesPerTile), 0, SamplesPerTile);

    /// <summary>How many tiles <paramref name="count"/> loaded samples reach.</summary>
    public int TilesFor(int count) => Ceiling(count, SamplesPerTile);

    /// <summary>How many slots' gradients <paramref name="count"/> samples reach.</summary>
    public int GradientsFor(int count) => IsWide ? 1 : SlotsFor(count);

    /// <summary>How many slots <paramref name="count"/> samples reach.</summary>
    public int SlotsFor(int count) => Ceiling(count, (long)SamplesPerTile * TilesPerSlot);

    private static int Ceiling(long value, long divisor) => (int)((value + divisor - 1) / divisor);
}
