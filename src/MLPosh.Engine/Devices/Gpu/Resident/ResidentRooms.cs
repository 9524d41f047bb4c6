namespace MLPosh.Devices.Gpu;

/// <summary>
/// Shared memory of a group, as a type. ILGPU can be told at a launch how much it is to be, but on OpenCL keeps the place then
/// in a variable of the whole program, where groups on other cores overwrite it: on PoCL networks got each other's numbers.
/// </summary>
internal interface IResidentRoom
{
    /// <summary>How many numbers it holds.</summary>
    static abstract int Numbers { get; }
}

internal readonly struct SmallRoom : IResidentRoom
{
    public static int Numbers => 3 * 1024;
}

internal readonly struct MediumRoom : IResidentRoom
{
    public static int Numbers => 6 * 1024;
}

/// <summary>All that CUDA gives without being asked for more.</summary>
internal readonly struct LargeRoom : IResidentRoom
{
    public static int Numbers => 12 * 1024;
}

/// <summary>The rooms that there are; the smaller one is, the more groups go onto a multiprocessor.</summary>
internal static class ResidentRooms
{
    private static readonly (int Numbers, Type Type)[] Rooms =
    [
        (SmallRoom.Numbers, typeof(SmallRoom)), (MediumRoom.Numbers, typeof(MediumRoom)), (LargeRoom.Numbers, typeof(LargeRoom)),
    ];

    /// <summary>The most numbers that have a room where so many are possible; 0 where none is.</summary>
    public static int Most(int possible) => Rooms.LastOrDefault(room => room.Numbers <= possible).Numbers;

    /// <summary>The smallest room for so many numbers.</summary>
    public static Type For(int numbers) => Rooms.First(room => room.Numbers >= numbers).Type;
}
