using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>Steps of a small network that wait to be run by one launch, and what they came to.</summary>
internal sealed class ResidentSteps
{
    // Orders of several epochs wait together, in so many numbers at least.
    private const int OrderNumbers = 64 * 1024;

    private readonly GpuAccelerator _accelerator;
    private readonly GpuMemory _memory;
    private readonly ResidentBatches _batches = new();
    private readonly List<double> _results = [];
    private ArrayView<int> _orders;
    private int _orderLength;
    private int _slot;
    private int _gradients;
    private bool _hasFailed;
    private Rules? _rules;

    /// <summary>Only inside a call of the accelerator; to be left.</summary>
    public ResidentSteps(GpuAccelerator accelerator, GpuMemory memory, ResidentProgram program)
    {
        (_accelerator, _memory) = (accelerator, memory);
        Program = accelerator.Programs.Take(
            candidate => candidate.Program.IsSameAs(program), () => new SharedProgram(accelerator, program));
    }

    public SharedProgram Program { get; }

    /// <summary>Whether there is something to launch.</summary>
    public bool HasSteps => _batches.Count > 0;

    /// <summary>Whether there are steps that have not been given an update.</summary>
    public bool WantsUpdate => _gradients > (_rules?.Count ?? 0);

    /// <summary>The samples that <see cref="AddValidation"/> measures on; null for none.</summary>
    public GpuSource? Validation { get; set; }

    /// <summary>Whether there is no room for one more order until what waits is run.</summary>
    public bool IsFull(int count) => _orderLength != count || _slot + 1 == _orders.Length / count;

    /// <summary>Room for an order that the steps that follow go by. Only inside a call of the accelerator.</summary>
    /// <param name="count">Samples.</param>
    public ArrayView<int> NextOrder(int count)
    {
        if (_orderLength != count)
        {
            (_orderLength, _orders, _slot) = (count, _memory.New<int>(count), 0);
        }
        else if (IsFull(count))
        {
            // Most trainings have one order; one that has another will have many.
            long room = Math.Max(count, OrderNumbers / count * count);
            (_orders, _slot) = (_orders.Length < room ? _memory.New<int>(room) : _orders, 0);
        }
        else
        {
            _slot++;
        }

        return _orders.SubView((long)_slot * count, count);
    }

    /// <summary>A step.</summary>
    /// <param name="first">Of the order.</param>
    /// <param name="count">Its samples.</param>
    public void Add(int first, int count)
    {
        _batches.Add(new ResidentBatch(first, count, 1), _slot * _orderLength);
        _gradients++;
    }

    /// <summary>A step that measures the validation, and moves nothing.</summary>
    public void AddValidation() => _batches.Add(new ResidentBatch(0, Validation!.Count, 0), _slot * _orderLength);

    /// <summary>How the last step that was added moves the parameters.</summary>
    public void Update<TRule>(TRule rule)
        where TRule : unmanaged, IUpdateRule
    {
        var rules = _rules as Rules<TRule> ?? new Rules<TRule>();
        _rules = rules;
        rules.Values.Add(rule);
    }

    /// <summary>The parameters are others: it does not matter any more that a loss was not finite.</summary>
    public void Forget() => _hasFailed = false;

    /// <summary>Runs the steps that there are. Not inside a call of the accelerator; what the steps need is on the device.</summary>
    /// <param name="source">The samples.</param>
    public void Launch(GpuSource source)
    {
        // A training without an update has come to its end: the kernel of any rule serves.
        var job = (_rules ?? new Rules<Unmoved>()).Job(this, source);
        try
        {
            _accelerator.Launches.Run(job);
        }
        finally
        {
            _batches.Clear();
            _rules?.Clear();
            _gradients = 0;
        }

        _results.AddRange(job.Results);
        for (int at = GpuResults.Loss; at < job.Results.Length; at += GpuResults.Count)
        {
            _hasFailed |= !double.IsFinite(job.Results[at]);
        }
    }

    /// <summary>What the steps came to since the last call.</summary>
    public void Read(Span<double> losses, Span<int> hits)
    {
        for (int step = 0; step < losses.Length; step++)
        {
            losses[step] = _results[(step * GpuResults.Count) + GpuResults.Loss];
            hits[step] = (int)_results[(step * GpuResults.Count) + GpuResults.Hits];
        }

        _results.Clear();
    }

    private abstract class Rules
    {
        public abstract int Count { get; }

        public abstract void Clear();

        public abstract ResidentJob Job(ResidentSteps steps, GpuSource source);
    }

    private sealed class Rules<TRule> : Rules
        where TRule : unmanaged, IUpdateRule
    {
        public List<TRule> Values { get; } = [];

        public override int Count => Values.Count;

        public override void Clear() => Values.Clear();

        public override ResidentJob Job(ResidentSteps steps, GpuSource source)
        {
            var memory = steps._memory;
            var (learned, remembered) = (memory.Parameters, memory.Rule(0));
            return new ResidentJob<TRule>(steps._accelerator)
            {
                Key = new ResidentKey(
                    steps.Program,
                    typeof(TRule),
                    source,
                    steps.Validation,
                    learned.SlabOf(),
                    remembered.SlabOf(),
                    steps._orders.SlabOf()),
                Network = new ResidentNetwork
                {
                    Parameters = learned.PlaceOf(),
                    Gradient = memory.Gradient.PlaceOf(),
                    Memory = remembered.PlaceOf(),
                    Order = steps._orders.PlaceOf(),
                    Failed = steps._hasFailed ? 1 : 0,
                },
                Batches = steps._batches,
                Rules = Values,
            };
        }
    }

    /// <summary>Leaves parameters as they are.</summary>
    internal readonly struct Unmoved : IUpdateRule
    {
        public static int MemoryCount => 0;

        public static bool IsCounting => false;

        public void Advance()
        {
        }

        public T Apply<T>(T parameter, T gradient, ref T first, ref T second, ref T third)
            where T : struct, IReal<T> => parameter;
    }
}
