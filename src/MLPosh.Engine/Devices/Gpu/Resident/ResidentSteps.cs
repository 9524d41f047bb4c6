using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>Steps of a small network that wait to be run by one launch. Only inside a call of the accelerator.</summary>
internal sealed class ResidentSteps
{
    // Orders of several epochs wait together, in so many numbers at least.
    private const int OrderNumbers = 64 * 1024;

    private readonly GpuAccelerator _accelerator;
    private readonly GpuMemory _memory;
    private readonly ResidentProgram _program;
    private readonly ArrayView<int> _numbers;
    private readonly List<ResidentBatch> _batches = [];
    private ArrayView<int> _orders;
    private ArrayView<ResidentBatch> _deviceBatches;
    private int _orderLength;
    private int _slot;
    private Launcher? _launcher;

    public ResidentSteps(GpuAccelerator accelerator, GpuMemory memory, ResidentProgram program)
    {
        (_accelerator, _memory, _program) = (accelerator, memory, program);
        _numbers = memory.New<int>(program.Numbers.Length);
        GpuTransfer.Write<int>(accelerator, program.Numbers, _numbers);
        _deviceBatches = memory.New<ResidentBatch>(1);
    }

    /// <summary>Whether there are steps that have not been given an update.</summary>
    public bool WantsUpdate => _batches.Count > (_launcher?.Count ?? 0);

    /// <summary>Room for an order that the steps that follow go by.</summary>
    /// <param name="count">Samples.</param>
    /// <param name="launch">Runs what waits, where there is no more room.</param>
    public ArrayView<int> NextOrder(int count, Action launch)
    {
        if (_orderLength != count)
        {
            launch();
            _orderLength = count;
            _orders = _memory.New<int>(Math.Max(count, OrderNumbers / count * count));
            _slot = -1;
        }

        if (++_slot == _orders.Length / count)
        {
            launch();
            _slot = 0;
        }

        return _orders.SubView((long)_slot * count, count);
    }

    /// <summary>A step.</summary>
    /// <param name="first">Of the order.</param>
    /// <param name="count">Its samples.</param>
    public void Add(int first, int count) => _batches.Add(new ResidentBatch((_slot * _orderLength) + first, count));

    /// <summary>How the last step that was added moves the parameters.</summary>
    public void Update<TRule>(TRule rule)
        where TRule : unmanaged, IUpdateRule
    {
        var launcher = _launcher as Launcher<TRule> ?? new Launcher<TRule>(this);
        _launcher = launcher;
        launcher.Add(rule);
    }

    /// <summary>Runs what waits.</summary>
    /// <param name="source">The samples.</param>
    /// <param name="results">Where what the first of them comes to is kept.</param>
    public void Launch(GpuSource source, int results)
    {
        if (_batches.Count > 0)
        {
            // A training without an update has come to its end: the kernel of any rule serves.
            (_launcher ?? new Launcher<Unmoved>(this)).Launch(source, results);
            _batches.Clear();
        }
    }

    // What is the same for all steps is sent once.
    private ArrayView<T> Send<T>(List<T> values, ref ArrayView<T> room)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(values));
        int size = Unsafe.SizeOf<T>();
        int count = bytes[size..].SequenceEqual(bytes[..^size]) ? 1 : values.Count;
        if (room.Length < count)
        {
            room = _memory.New<T>(2L * count);
        }

        var view = room.SubView(0, count);
        GpuTransfer.Write<T>(_accelerator, CollectionsMarshal.AsSpan(values)[..count], view);
        return view;
    }

    private abstract class Launcher
    {
        /// <summary>Updates that wait.</summary>
        public abstract int Count { get; }

        public abstract void Launch(GpuSource source, int results);
    }

    private sealed class Launcher<TRule>(ResidentSteps steps) : Launcher
        where TRule : unmanaged, IUpdateRule
    {
        private readonly List<TRule> _rules = [];
        private readonly GpuKernel<ResidentArguments<TRule>> _kernel = new(
            steps._accelerator,
            typeof(ResidentKernel<,,,>)
                .MakeGenericType(steps._program.Forward, steps._program.Loss, steps._program.Backward, typeof(TRule))
                .GetMethod(nameof(IResidentOperation.Run))!);

        private ArrayView<TRule> _deviceRules = steps._memory.New<TRule>(1);

        public override int Count => _rules.Count;

        public void Add(TRule rule) => _rules.Add(rule);

        public override void Launch(GpuSource source, int results)
        {
            var memory = steps._memory;
            int count = steps._batches.Count, group = memory.Sizes.Group;
            int size = steps._program.Size + (TRule.MemoryCount * steps._program.Layout.ParameterCount);
            var arguments = new ResidentArguments<TRule>
            {
                X = source.X,
                Y = source.Y,
                Parameters = memory.Parameters,
                First = memory.Rule(0),
                Second = memory.Rule(1),
                Third = memory.Rule(2),
                Gradient = memory.Gradient,
                Results = memory.Results.SubView((long)results * GpuResults.Count, (long)count * GpuResults.Count),
                Failed = memory.Failed,
                Order = steps._orders,
                Batches = steps.Send(steps._batches, ref steps._deviceBatches),
                Rules = _rules.Count == 0 ? _deviceRules : steps.Send(_rules, ref _deviceRules),
                Numbers = steps._numbers,
                Layout = steps._program.Layout,
                Steps = count,
                Updates = _rules.Count,
            };
            _rules.Clear();
            _kernel.Launch(new KernelConfig(1, group, SharedMemoryConfig.RequestDynamic<float>(size)), arguments);
        }
    }

    /// <summary>Leaves parameters as they are.</summary>
    internal readonly struct Unmoved : IUpdateRule
    {
        public static int MemoryCount => 0;

        public T Apply<T>(T parameter, T gradient, ref T first, ref T second, ref T third)
            where T : struct, IReal<T> => parameter;
    }
}
