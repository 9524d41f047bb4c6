using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>All that a plan keeps on the device.</summary>
internal sealed class GpuMemory : IDisposable
{
    private readonly GpuAccelerator _accelerator;
    private readonly GpuBlocks _blocks;
    private readonly long[] _places; // [rows id]
    private readonly long _rowNumbers;
    private readonly long _targetNumbers;
    private readonly ArrayView<float>[] _rule = new ArrayView<float>[3];

    public GpuMemory(GpuAccelerator accelerator, Recording recording, GpuSizes sizes)
    {
        _accelerator = accelerator;
        _blocks = new GpuBlocks(accelerator);
        Sizes = sizes;
        _places = new long[recording.Heights.Count];
        long rows = 0;
        for (int id = 0; id < _places.Length; id++)
        {
            _places[id] = rows * sizes.Stride;
            rows += recording.Heights[id];
            if ((long)recording.Heights[id] * sizes.Stride > int.MaxValue)
            {
                throw accelerator.Faults.OutOfMemory((long)recording.Heights[id] * sizes.Stride * sizeof(float), accelerator.FreeMemory);
            }
        }

        _rowNumbers = rows * sizes.Stride;
        _targetNumbers = (long)recording.Output.Height * sizes.Stride;
        try
        {
            int count = recording.ParameterCount;
            var learned = New<float>(2L * count);
            (Parameters, Gradient) = (learned.SubView(0, count), learned.SubView(count, count));
            Buffers = New<float>(recording.BufferCount);
            Results = New<double>(GpuResults.Count);
            Failed = New<int>(1);
            Array.Fill(_rule, New<float>(1));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public GpuSizes Sizes { get; }

    /// <summary>All rows; from the first use on, as those of a network in shared memory lie there.</summary>
    public ArrayView<float> Rows => field.Length > 0 ? field : field = New<float>(_rowNumbers);

    /// <summary>As <see cref="Rows"/>.</summary>
    public ArrayView<float> Targets => field.Length > 0 ? field : field = New<float>(_targetNumbers);

    public ArrayView<float> Parameters { get; }

    public ArrayView<float> Gradient { get; }

    public ArrayView<float> Buffers { get; }

    /// <summary>What evaluations came to, see <see cref="GpuResults"/>: the last one, and behind it those that were queued.</summary>
    public ArrayView<double> Results { get; private set; }

    /// <summary>Not 0 once a loss was not finite: updates then leave the parameters as they are.</summary>
    public ArrayView<int> Failed { get; }

    /// <summary>What update rules remember, one beside the other; a single number where they do not.</summary>
    public ArrayView<float> Rule(int memory) => _rule[memory];

    /// <summary>Where rows begin among all, in numbers.</summary>
    public long PlaceOf(Rows rows) => _places[rows.Id] + ((long)rows.First * Sizes.Stride);

    /// <summary>From the first of these rows on; repetitions reach beyond the last of them.</summary>
    public ArrayView<float> Of(Rows rows) => Rows.SubView(PlaceOf(rows), _rowNumbers - PlaceOf(rows));

    public void ReserveRule(int count, float initial)
    {
        long each = Parameters.Length;
        if (count == 0)
        {
            return;
        }

        var all = New<float>(count * each);
        for (int memory = 0; memory < count; memory++)
        {
            _rule[memory] = all.SubView(memory * each, each);
        }

        if (initial != 0)
        {
            var start = new float[all.Length];
            Array.Fill(start, initial);
            GpuTransfer.Write<float>(_accelerator, start, all);
        }
    }

    /// <summary>Makes room for what queued evaluations come to.</summary>
    public void ReserveResults(int count) => Results = New<double>((1L + count) * GpuResults.Count);

    /// <summary>Room for more, given back with the rest.</summary>
    public ArrayView<T> New<T>(long count)
        where T : unmanaged => _blocks.New<T>(count);

    public void Dispose() => _blocks.Dispose();
}

/// <summary>Where an evaluation leaves its numbers.</summary>
internal static class GpuResults
{
    /// <summary>The mean loss.</summary>
    public const int Loss = 0;

    /// <summary>How many samples are classified rightly.</summary>
    public const int Hits = 1;

    public const int Count = 2;
}
