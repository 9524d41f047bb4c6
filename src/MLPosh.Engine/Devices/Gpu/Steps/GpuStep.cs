namespace MLPosh.Devices.Gpu;

/// <summary>The batch that steps are queued for.</summary>
/// <param name="Count">Its samples.</param>
/// <param name="Training">The step of a training; null outside one.</param>
/// <param name="Result">Where what it comes to is kept.</param>
internal readonly record struct GpuBatch(int Count, TrainingStep? Training, int Result = 0);

/// <summary>An operation bound to the device's memory.</summary>
internal abstract class GpuStep
{
    /// <summary>Queues its kernels, without waiting for them.</summary>
    public abstract void Queue(in GpuBatch batch);
}
