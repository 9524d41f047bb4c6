using System.Diagnostics;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;

namespace MLPosh.Devices.Gpu;

/// <summary>One launch for networks that are alike: what it needs is sent at once, and what came out of it is read at once.</summary>
internal sealed class ResidentLaunch<TRule> : IDisposable
    where TRule : unmanaged, IUpdateRule
{
    private readonly GpuAccelerator _accelerator;
    private readonly ResidentKey _key;
    private readonly IReadOnlyList<ResidentJob<TRule>> _jobs;
    private readonly GpuBlocks _blocks;
    private readonly AcceleratorStream _stream;
    private readonly List<ResidentNetwork> _networks = [];
    private readonly List<ResidentBatch> _batches = [];
    private readonly List<TRule> _rules = [];
    private readonly int _steps;
    private ArrayView<double> _results;

    public ResidentLaunch(GpuAccelerator accelerator, ResidentKey key, IReadOnlyList<ResidentJob<TRule>> jobs)
    {
        (_accelerator, _key, _jobs) = (accelerator, key, jobs);
        foreach (var job in jobs)
        {
            var network = job.Network;
            job.Batches.Tell(_batches, ref network);
            (network.Rules, network.RulePeriod) = Add(job.Rules);
            network.Results = _steps;
            network.Updates = job.Rules.Count;
            _networks.Add(network);
            _steps += network.Steps;
        }

        _blocks = new GpuBlocks(accelerator);
        _stream = accelerator.TakeStream();
    }

    /// <exception cref="MLPoshException">As the accelerator's calls.</exception>
    public void Run()
    {
        long start = Stopwatch.GetTimestamp();
        _accelerator.Run(_stream, this, static launch => launch.Queue());
        _accelerator.Wait(_stream);
        _key.Program.Measure(_jobs.Max(job => job.Batches.Count), start);
        double[] results = _accelerator.Run(_stream, this, static launch => launch.Read());
        for (int i = 0; i < _jobs.Count; i++)
        {
            int first = _networks[i].Results * GpuResults.Count, count = _networks[i].Steps * GpuResults.Count;
            _jobs[i].Results = results[first..(first + count)];
        }
    }

    public void Dispose() => _accelerator.Release(this, static launch =>
    {
        launch._accelerator.Return(launch._stream);
        launch._blocks.Dispose();
    });

    // What comes again and again is sent once, and of a rule that counts by itself what it is in the first step.
    private (int First, int Period) Add(List<TRule> all)
    {
        var rules = CollectionsMarshal.AsSpan(all);
        int first = _rules.Count;
        int period = Repetition.IsCountedOn<TRule>(rules) ? 1 : Repetition.PeriodOf<TRule>(rules);
        _rules.AddRange(rules[..Math.Min(period, rules.Length)]);
        return (first, period);
    }

    private int Queue()
    {
        var program = _key.Program.Program;
        var kernel = new GpuKernel<ResidentArguments<TRule>>(_accelerator, program.KernelOf<TRule>());
        _results = _blocks.Take<double>((long)_steps * GpuResults.Count);
        var parcel = new GpuParcel(
            _blocks, GpuParcel.SizeOf(_networks) + GpuParcel.SizeOf(_batches) + GpuParcel.SizeOf(_rules));
        var validation = _key.Validation ?? _key.Source;
        var arguments = new ResidentArguments<TRule>
        {
            Networks = parcel.Put(_networks),
            X = _key.Source.X,
            Y = _key.Source.Y,
            ValidationX = validation.X,
            ValidationY = validation.Y,
            Learned = _key.Learned.All<float>(),
            Memory = _key.Memory.All<float>(),
            Orders = _key.Orders.All<int>(),
            Batches = parcel.Put(_batches),
            Rules = parcel.Put(_rules),
            Results = _results,
            Numbers = _key.Program.Numbers,
            Layout = program.Layout,
        };
        parcel.Send(_accelerator);
        kernel.Launch(new KernelConfig(_jobs.Count, program.Group), arguments);
        return _steps;
    }

    private double[] Read()
    {
        var results = new double[_results.Length];
        GpuTransfer.Read(_accelerator, _results, results.AsSpan());
        return results;
    }
}
