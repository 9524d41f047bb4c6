namespace MLPosh.Commands;

/// <summary>
/// Tells what was compiled for GPUs since it was made, and with which library: the first use of a kernel takes time, and users wonder
/// where it went.
/// </summary>
internal sealed class CompiledKernels
{
    private readonly Dictionary<ComputeDevice, (int Kernels, TimeSpan Time)> _before =
        ComputeDevice.WithKernels.ToDictionary(device => device, device => device.Compiled);

    /// <summary>A line a device; none where nothing was compiled, or the device was closed meanwhile.</summary>
    public IEnumerable<string> Since()
    {
        foreach (var device in ComputeDevice.WithKernels)
        {
            var (before, now) = (_before.GetValueOrDefault(device), device.Compiled);
            if (now.Kernels > before.Kernels)
            {
                yield return FormattableString.Invariant(
                    $"Compiled {now.Kernels - before.Kernels} kernels for {device.Name} in {(now.Time - before.Time).TotalSeconds:F1} s; this process keeps them.");
                if (device.LargeProducts is { } maker)
                {
                    yield return $"Large products on {device.Name} are made by {maker}.";
                }
            }
        }
    }
}
