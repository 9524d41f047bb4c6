namespace MLPosh.Devices.Gpu;

/// <summary>
/// Datasets on a device: plans that read the same one, as those of a sweep do, share it. Only inside a call of the
/// accelerator.
/// </summary>
internal sealed class GpuSources(GpuAccelerator accelerator)
{
    private readonly List<GpuSource> _sources = [];

    /// <summary>A source on the device. Each one that is taken has to be left.</summary>
    /// <exception cref="MLPoshException">DeviceOutOfMemory.</exception>
    public GpuSource Take(SampleSource source, int outputs)
    {
        var found = _sources.Find(candidate => candidate.IsOf(source, outputs));
        if (found is null)
        {
            found = new GpuSource(accelerator, source, outputs);
            _sources.Add(found);
        }

        found.Users++;
        return found;
    }

    public void Leave(GpuSource? source)
    {
        if (source is not null && --source.Users == 0)
        {
            _sources.Remove(source);
            source.Dispose();
        }
    }
}
