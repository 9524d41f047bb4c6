using System.Globalization;
using MLPosh.Devices;
using MLPosh.Devices.Cpu;
using MLPosh.Devices.Gpu;
using MLPosh.Devices.Reference;

namespace MLPosh;

/// <summary>Numbers that a device computes with.</summary>
public enum Precision
{
    /// <summary>32-bit floating point.</summary>
    Single,

    /// <summary>64-bit floating point.</summary>
    Double,
}

/// <summary>Something of this machine that can train networks. Get one by name from <see cref="Find"/>.</summary>
public sealed class ComputeDevice
{
    private const string Cpu = "Cpu";
    private const string Reference = "Reference";

    // Each has a thread that waits for it.
    private const int MostOnGpu = 512;

    // Each takes memory of its own, and more gain little.
    private const int MostLargeOnGpu = 64;

    // These need no driver: finding one of them looks for no GPU.
    private static readonly ComputeDevice[] Own =
    [
        new ComputeDevice(
            Cpu,
            string.Create(CultureInfo.InvariantCulture, $"SIMD, {CpuDevice.VectorBits} bits, and threads"),
            Environment.ProcessorCount,
            [Precision.Single, Precision.Double]),
        new ComputeDevice(Reference, "Scalar definition of every result; slow", 1, [Precision.Double]),
    ];

    private static readonly Lazy<ComputeDevice[]> Gpus = new(
        () => [.. GpuDevices.List().Select(description => new ComputeDevice(description))]);

    private readonly GpuDescription? _gpu;

    private ComputeDevice(string name, string description, int threadCount, Precision[] precisions)
    {
        Name = name;
        Description = description;
        ThreadCount = threadCount;
        Precisions = precisions;
    }

    private ComputeDevice(GpuDescription gpu)
        : this(gpu.Name, gpu.Title, 1, [Precision.Single])
    {
        _gpu = gpu;
        MemorySize = gpu.Problem is null ? gpu.MemorySize : null;
        MultiprocessorCount = gpu.Problem is null ? gpu.MultiprocessorCount : null;
        Driver = gpu.Driver;
        Problem = gpu.Problem;
    }

    /// <summary>What this machine has or could have: also what cannot be used, with its <see cref="Problem"/>.</summary>
    public static IReadOnlyList<ComputeDevice> All => [.. Own, .. Gpus.Value];

    /// <summary>The devices that this machine has and that can be used.</summary>
    public static IReadOnlyList<ComputeDevice> Available => [.. All.Where(device => device.Problem is null)];

    /// <summary>The devices that kernels were compiled for in this process; none before a GPU is used, and looking opens none.</summary>
    public static IReadOnlyList<ComputeDevice> WithKernels =>
        Gpus.IsValueCreated ? [.. Gpus.Value.Where(device => device.Compiled.Kernels > 0)] : [];

    /// <summary>What training uses unless told otherwise.</summary>
    public static ComputeDevice Default => Own[0];

    /// <summary>The device whose results decide which results are right.</summary>
    internal static ComputeDevice Definition => Own[1];

    /// <summary>GPU kernels on threads of the CPU, for tests on machines without a GPU; not listed.</summary>
    internal static ComputeDevice Emulator { get; } =
        new(new GpuDescription(GpuDevices.Emulator, 0, "GPU kernels on threads", 0, 1, null, null));

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What it computes with.</summary>
    public string Description { get; }

    /// <summary>The most threads of this process that it uses.</summary>
    public int ThreadCount { get; }

    /// <summary>The precisions that it can compute in, its default first.</summary>
    public IReadOnlyList<Precision> Precisions { get; }

    /// <summary>Bytes of its own memory; null where it has none, or cannot be used.</summary>
    public long? MemorySize { get; }

    /// <summary>Multiprocessors of a GPU (OpenCL: compute units); null for others, or where it cannot be used.</summary>
    public int? MultiprocessorCount { get; }

    /// <summary>The driver of a GPU and its version; null for others.</summary>
    public string? Driver { get; }

    /// <summary>Why it cannot be used; null if it can.</summary>
    public string? Problem { get; }

    /// <summary>
    /// Trainings of small networks that it does well to run side by side: one a core; on a GPU as many as fit onto its
    /// multiprocessors, and as many again whose results are looked at meanwhile. Those are waited for and take no core.
    /// </summary>
    public int TrainingsAtOnce => _gpu is { Problem: null } gpu
        ? Math.Clamp(2 * gpu.NetworksAtOnce, 1, MostOnGpu)
        : Environment.ProcessorCount;

    /// <summary>As <see cref="TrainingsAtOnce"/>, of those that <see cref="IsLarge"/> says take more of it.</summary>
    internal int LargeTrainingsAtOnce => Math.Min(TrainingsAtOnce, MostLargeOnGpu);

    /// <summary>Whether results are computed by a GPU's kernels.</summary>
    internal bool IsGpu => _gpu is not null;

    /// <summary>Whether a training takes a GPU's memory for rows of its own, and more than one multiprocessor.</summary>
    /// <param name="parameters">Of the network.</param>
    /// <param name="batch">Samples of a batch.</param>
    internal bool IsLarge(int parameters, int batch) => IsGpu && (long)parameters * batch > ResidentProgram.MostWork;

    /// <summary>The device of this name, in any case: Cpu, Cuda, Cuda:1 for the second of its kind, OpenCL …</summary>
    /// <exception cref="MLPoshException">DeviceNotAvailable, listing those that are, and for one that is not, why.</exception>
    public static ComputeDevice Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string plain = name.EndsWith(":0", StringComparison.Ordinal) ? name[..^2] : name;
        bool IsIt(ComputeDevice device) => device.Name.Equals(plain, StringComparison.OrdinalIgnoreCase);
        if (Own.FirstOrDefault(IsIt) is { } own)
        {
            return own;
        }

        var found = Array.FindAll(Gpus.Value, IsIt);
        return Array.Find(found, device => device.Problem is null) ?? throw new MLPoshException(
            ErrorId.DeviceNotAvailable,
            $"The device '{name}' is not available on this machine{string.Concat(found.Select(device => $": {device.Problem}"))}. "
            + $"Available: {string.Join(", ", Available)}.",
            name);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The precision to compute in, given what a caller asked for.</summary>
    /// <exception cref="MLPoshException">OptionOutOfRange when the device does not have it.</exception>
    public Precision Resolve(Precision? precision) => precision is not { } asked
        ? Precisions[0]
        : Precisions.Contains(asked)
            ? asked
            : throw Option.OutOfRange(
                nameof(Precision), asked, $"{string.Join(" or ", Precisions)} on the device {Name}");

    /// <summary>Gives back what GPUs hold in this process. Whatever still uses one ends with DeviceNotAvailable.</summary>
    public static void CloseAll()
    {
        if (Gpus.IsValueCreated)
        {
            GpuDevices.Close();
        }
    }

    /// <summary>How many kernels were compiled for this device in this process, and how long that took; none for a CPU.</summary>
    public (int Kernels, TimeSpan Time) Compiled => _gpu is null ? default : GpuDevices.Compiled(_gpu);

    /// <summary>
    /// What makes a GPU's products of large layers in this process: "cuBLAS 120304", or kernels of MLPosh and why; null for a CPU, and
    /// where there were none.
    /// </summary>
    public string? LargeProducts => _gpu is null ? null : GpuDevices.LargeProducts(_gpu);

    /// <summary>What has gone to a GPU and come from it in this process, in bytes; 0 for a CPU.</summary>
    internal long BytesMoved => _gpu is null ? 0 : GpuDevices.BytesMoved(_gpu);

    /// <summary>Binds a recording to this device.</summary>
    /// <param name="recording">What to run.</param>
    /// <param name="capacity">Most samples of a batch.</param>
    /// <param name="precision">Null for the device's default.</param>
    /// <param name="threads">Of a CPU; null for as many as suit it.</param>
    /// <param name="cores">Of a CPU: what others leave it.</param>
    /// <param name="stop">Stops a GPU between two kernels that have to be compiled.</param>
    internal Plan CreatePlan(
        Recording recording,
        int capacity,
        Precision? precision = null,
        int? threads = null,
        CorePart? cores = null,
        CancellationToken stop = default)
    {
        var resolved = Resolve(precision);
        return _gpu is not null ? GpuDevices.CreatePlan(_gpu, recording, capacity, stop)
            : Name == Reference ? new ReferencePlan(recording, capacity)
            : CpuDevice.CreatePlan(recording, capacity, resolved == Precision.Single, threads, cores: cores);
    }
}
