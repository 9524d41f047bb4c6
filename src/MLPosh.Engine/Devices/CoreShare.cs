namespace MLPosh.Devices;

/// <summary>
/// The cores of a machine among trainings that run side by side: while there are enough of them each has one core, and when they
/// become few, those that are left have more.
/// </summary>
/// <param name="cores">How many there are, at least 1.</param>
internal sealed class CoreShare(int cores)
{
    private readonly List<CorePart> _parts = [];
    private int _expected;

    /// <summary>So many more trainings will begin, or be dropped.</summary>
    public void Expect(int trainings)
    {
        lock (_parts)
        {
            _expected += trainings;
            Divide();
        }
    }

    /// <summary>One that was expected does not begin here.</summary>
    public void Drop() => Expect(-1);

    /// <summary>One that was expected begins. What it gets is to be disposed at its end.</summary>
    public CorePart Begin()
    {
        var part = new CorePart(this);
        lock (_parts)
        {
            _parts.Add(part);
            _expected--;
            Divide();
        }

        return part;
    }

    /// <summary>A training is over.</summary>
    public void End(CorePart part)
    {
        lock (_parts)
        {
            _parts.Remove(part);
            Divide();
        }
    }

    // Those to come have a part already: otherwise each that begins would take cores from one that has just started threads there.
    private void Divide()
    {
        int parts = Math.Max(_parts.Count, Math.Min(cores, _parts.Count + _expected));
        for (int i = 0; i < _parts.Count; i++)
        {
            _parts[i].Count = Math.Max(1, (cores * (i + 1) / parts) - (cores * i / parts));
        }
    }
}

/// <summary>How many cores a training may use now; another thread may change it at any time.</summary>
/// <param name="share">Of what it is a part.</param>
internal sealed class CorePart(CoreShare share) : IDisposable
{
    private volatile int _count = 1;

    /// <summary>At least 1.</summary>
    public int Count
    {
        get => _count;
        set => _count = value;
    }

    public void Dispose() => share.End(this);
}
