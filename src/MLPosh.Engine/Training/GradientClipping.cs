using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// Scales a gradient whose Euclidean norm over all parameters is too large: by most / (norm + 1e-6) where that is below 1.
/// </summary>
/// <param name="plan">Whose gradient.</param>
/// <param name="most">The largest norm.</param>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html</remarks>
internal sealed class GradientClipping(Plan plan, double most)
{
    private const double Epsilon = 1e-6;

    private readonly double[] _gradient = new double[plan.ParameterCount];

    /// <summary>Clips the gradient of the plan's last evaluation.</summary>
    /// <returns>Its norm before.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Apply()
    {
        plan.ReadGradient(_gradient);
        double norm = VectorNorm.Of(_gradient);
        double factor = most / (norm + Epsilon);
        if (factor < 1)
        {
            plan.ScaleGradient(factor);
        }

        return norm;
    }
}
