using ILGPU.Runtime;

namespace MLPosh.Devices.Gpu;

/// <summary>What networks have in common that one launch can train: the kernel and all that it reads but for their own places.</summary>
internal sealed record ResidentKey(
    SharedProgram Program,
    Type Rule,
    GpuSource Source,
    GpuSource? Validation,
    MemoryBuffer Learned,
    MemoryBuffer Memory,
    MemoryBuffer Orders);

/// <summary>Steps of one network that wait to be launched, and the thread that waits for them.</summary>
internal abstract class ResidentJob
{
    private readonly object _gate = new();
    private IReadOnlyList<ResidentJob>? _turn;
    private bool _isOver;

    public required ResidentKey Key { get; init; }

    /// <summary>All but what belongs to a launch.</summary>
    public required ResidentNetwork Network { get; init; }

    /// <summary>A batch a step.</summary>
    public required ResidentBatches Batches { get; init; }

    /// <summary>What the steps came to; see <see cref="GpuResults"/>.</summary>
    public double[] Results { get; set; } = [];

    /// <summary>What went wrong in the launch; null if nothing did.</summary>
    public Exception? Error { get; private set; }

    /// <summary>Runs steps of networks with this key, and gives each its results.</summary>
    public abstract void Launch(IReadOnlyList<ResidentJob> jobs);

    /// <summary>Waits for somebody else's launch that this is part of, or for the turn to make one.</summary>
    /// <returns>What to launch; null where it is over.</returns>
    public IReadOnlyList<ResidentJob>? WaitForTurn()
    {
        lock (_gate)
        {
            while (!_isOver && _turn is null)
            {
                Monitor.Wait(_gate);
            }

            return _turn;
        }
    }

    /// <summary>It is this one's turn.</summary>
    public void Lead(IReadOnlyList<ResidentJob> jobs)
    {
        lock (_gate)
        {
            _turn = jobs;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>The launch is over.</summary>
    public void End(Exception? error)
    {
        lock (_gate)
        {
            Error = error;
            _isOver = true;
            Monitor.Pulse(_gate);
        }
    }
}

/// <inheritdoc cref="ResidentJob"/>
/// <param name="accelerator">The device.</param>
internal sealed class ResidentJob<TRule>(GpuAccelerator accelerator) : ResidentJob
    where TRule : unmanaged, IUpdateRule
{
    /// <summary>A rule for each step that moves the parameters.</summary>
    public required List<TRule> Rules { get; init; }

    public override void Launch(IReadOnlyList<ResidentJob> jobs)
    {
        using var launch = new ResidentLaunch<TRule>(accelerator, Key, [.. jobs.Cast<ResidentJob<TRule>>()]);
        launch.Run();
    }
}
