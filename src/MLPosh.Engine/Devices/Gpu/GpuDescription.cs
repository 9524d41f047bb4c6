namespace MLPosh.Devices.Gpu;

/// <summary>What is known of a GPU, in plain words: made by <see cref="GpuDevices"/>, so that others need nothing of ILGPU.</summary>
/// <param name="Kind">Cuda or OpenCL.</param>
/// <param name="Index">Its place among the devices of its kind that can be used; -1 for what cannot.</param>
/// <param name="Title">What its maker calls it.</param>
/// <param name="MemorySize">Bytes.</param>
/// <param name="MultiprocessorCount">Multiprocessors, or what OpenCL calls compute units.</param>
/// <param name="Driver">The driver and its version.</param>
/// <param name="Problem">Why it cannot be used; null if it can.</param>
internal sealed record GpuDescription(
    string Kind, int Index, string Title, long MemorySize, int MultiprocessorCount, string? Driver, string? Problem)
{
    /// <summary>Small networks that it trains side by side; see <see cref="GpuSizes.NetworksAtOnce"/>.</summary>
    public int NetworksAtOnce { get; init; } = 1;

    /// <summary>The first of a kind has the kind's name, the others a number: Cuda, Cuda:1.</summary>
    public string Name => Index <= 0 ? Kind : FormattableString.Invariant($"{Kind}:{Index}");

    /// <summary>A kind of device of which the machine has none.</summary>
    public static GpuDescription Missing(string kind, string problem) => new(kind, -1, $"No {kind} device", 0, 0, null, problem);
}
