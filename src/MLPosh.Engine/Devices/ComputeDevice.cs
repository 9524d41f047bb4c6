using System.Globalization;
using MLPosh.Devices;
using MLPosh.Devices.Cpu;
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

    private static readonly Catalog<ComputeDevice> Known = new(
        "device",
        ErrorId.DeviceNotAvailable,
        device => device.Name,
        [
            new ComputeDevice(
                Cpu,
                string.Create(CultureInfo.InvariantCulture, $"SIMD, {CpuDevice.VectorBits} bits, and threads"),
                Environment.ProcessorCount,
                [Precision.Single, Precision.Double]),
            new ComputeDevice(Reference, "Scalar definition of every result; slow", 1, [Precision.Double]),
        ]);

    private ComputeDevice(string name, string description, int threadCount, Precision[] precisions)
    {
        Name = name;
        Description = description;
        ThreadCount = threadCount;
        Precisions = precisions;
    }

    /// <summary>The devices that this machine has.</summary>
    public static IReadOnlyList<ComputeDevice> Available => Known.Items;

    /// <summary>What training uses unless told otherwise.</summary>
    public static ComputeDevice Default => Find(Cpu);

    /// <summary>The device whose results decide which results are right.</summary>
    internal static ComputeDevice Definition => Find(Reference);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What it computes with.</summary>
    public string Description { get; }

    /// <summary>The most threads that it uses.</summary>
    public int ThreadCount { get; }

    /// <summary>The precisions that it can compute in, its default first.</summary>
    public IReadOnlyList<Precision> Precisions { get; }

    /// <summary>The device of this name, in any case.</summary>
    /// <exception cref="MLPoshException">DeviceNotAvailable, listing those that are.</exception>
    public static ComputeDevice Find(string name) => Known.TryFind(name, out var device)
        ? device!
        : throw new MLPoshException(
            ErrorId.DeviceNotAvailable,
            $"The device '{name}' is not available on this machine. Available: {string.Join(", ", Known.Names)}.",
            name);

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

    /// <summary>Binds a recording to this device.</summary>
    internal Plan CreatePlan(Recording recording, int capacity, Precision? precision = null, int? threads = null)
    {
        var resolved = Resolve(precision);
        return Name == Reference
            ? new ReferencePlan(recording, capacity)
            : CpuDevice.CreatePlan(recording, capacity, resolved == Precision.Single, threads);
    }
}
