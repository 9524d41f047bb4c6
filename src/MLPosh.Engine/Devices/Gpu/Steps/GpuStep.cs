namespace MLPosh.Devices.Gpu;

/// <summary>The batch that steps are queued for.</summary>
/// <param name="Count">Its samples.</param>
/// <param name="Training">The step of a training; null outside one.</param>
internal readonly record struct GpuBatch(int Count, TrainingStep? Training);

/// <summary>An operation bound to the device's memory.</summary>
internal abstract class GpuStep
{
    /// <summary>Queues its kernels, without waiting for them.</summary>
    public abstract void Queue(in GpuBatch batch);
}
