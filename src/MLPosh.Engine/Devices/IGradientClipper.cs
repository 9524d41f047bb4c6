namespace MLPosh.Devices;

/// <summary>
/// A plan that clips its gradient without the host looking at it: scales it by most / (norm + <see cref="GradientClip.Epsilon"/>)
/// where that is below 1.
/// </summary>
internal interface IGradientClipper
{
    /// <summary>Before the first step.</summary>
    void PrepareClipping();

    /// <summary>Queues the clipping of the gradient of the last evaluation.</summary>
    /// <param name="most">The largest norm.</param>
    void QueueClipping(double most);

    /// <summary>The norm before the last clipping; waits for it.</summary>
    double ReadNorm();
}

/// <summary>What clipping is on every device.</summary>
internal static class GradientClip
{
    /// <summary>PyTorch's: keeps the factor finite.</summary>
    public const double Epsilon = 1e-6;
}
