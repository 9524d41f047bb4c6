using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// Scales a gradient whose Euclidean norm over all parameters is too large: by most / (norm + 1e-6) where that is below 1.
/// </summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html</remarks>
internal sealed class GradientClipping
{
    private readonly Plan _plan;
    private readonly double _most;
    private readonly IGradientClipper? _device;
    private readonly Memory<double> _gradient;
    private double _norm;

    /// <param name="plan">Whose gradient is clipped.</param>
    /// <param name="most">The norm that it may have.</param>
    /// <param name="room">For the gradient where it is read from the device.</param>
    public GradientClipping(Plan plan, double most, Memory<double> room)
    {
        (_plan, _most, _gradient) = (plan, most, room);
        _device = plan as IGradientClipper;
        _device?.PrepareClipping();
    }

    /// <summary>Whether the device does it without the host having to wait.</summary>
    public bool IsQueued => _device is not null;

    /// <summary>The norm before the last clipping.</summary>
    public double Norm => _device?.ReadNorm() ?? _norm;

    /// <summary>Clips the gradient of the plan's last evaluation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply()
    {
        if (_device is not null)
        {
            _device.QueueClipping(_most);
            return;
        }

        _norm = _plan.GradientNorm(_gradient.Span);
        double factor = _most / (_norm + GradientClip.Epsilon);
        if (factor < 1)
        {
            _plan.ScaleGradient(factor);
        }
    }
}
