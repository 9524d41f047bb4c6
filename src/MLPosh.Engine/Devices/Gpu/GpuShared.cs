namespace MLPosh.Devices.Gpu;

/// <summary>Something on a device that several use.</summary>
internal interface IGpuShared : IDisposable
{
    int Users { get; set; }
}

/// <summary>
/// What is in use on a device, so that those who need the same share it; the last of them gives it back. Only inside a call
/// of the accelerator.
/// </summary>
internal sealed class GpuShared<TItem>
    where TItem : class, IGpuShared
{
    private readonly List<TItem> _items = [];

    /// <summary>One that is there, or a new one. Each one that is taken has to be left.</summary>
    /// <param name="isSame">Whether one serves.</param>
    /// <param name="make">Makes it where none does.</param>
    public TItem Take(Predicate<TItem> isSame, Func<TItem> make)
    {
        var found = _items.Find(isSame);
        if (found is null)
        {
            found = make();
            _items.Add(found);
        }

        found.Users++;
        return found;
    }

    public void Leave(TItem? item)
    {
        if (item is not null && --item.Users == 0)
        {
            _items.Remove(item);
            item.Dispose();
        }
    }
}
