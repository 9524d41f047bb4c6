using System.Diagnostics;
using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>A program on the device, and how long its steps take: those who train the same network with other rates share it.</summary>
internal sealed class SharedProgram : IGpuShared
{
    private readonly GpuAccelerator _accelerator;
    private readonly GpuBlocks _blocks;
    private double _secondsPerStep = double.PositiveInfinity;

    /// <exception cref="MLPoshException">DeviceOutOfMemory.</exception>
    public SharedProgram(GpuAccelerator accelerator, ResidentProgram program)
    {
        (_accelerator, Program) = (accelerator, program);
        _blocks = new GpuBlocks(accelerator);
        try
        {
            Numbers = _blocks.New<int>(program.Numbers.Length);
            GpuTransfer.Write<int>(accelerator, program.Numbers, Numbers);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public ResidentProgram Program { get; }

    public ArrayView<int> Numbers { get; }

    /// <summary>Trainings that run it.</summary>
    public int Users { get; set; }

    /// <summary>Notes what a launch took.</summary>
    /// <param name="steps">Of the network that had the most.</param>
    /// <param name="start">When it began, as <see cref="Stopwatch.GetTimestamp"/> says.</param>
    public void Measure(int steps, long start) => _secondsPerStep = Stopwatch.GetElapsedTime(start).TotalSeconds / steps;

    /// <summary>Steps that a network can hand in at once, so that it has them back in so many seconds, however many others there are.</summary>
    public int StepsIn(double seconds)
    {
        double turns = Math.Max(1, (double)Users / _accelerator.NetworksAtOnce);
        return (int)Math.Clamp(seconds / (_secondsPerStep * turns), 1, int.MaxValue);
    }

    public void Dispose() => _blocks.Dispose();
}
