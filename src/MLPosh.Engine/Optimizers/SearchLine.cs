using MLPosh.Devices;

namespace MLPosh;

/// <summary>The loss along a direction from a point: what LBFGS and its line search look at.</summary>
/// <param name="plan">Its parameters are moved along the line.</param>
/// <param name="evaluate">Computes loss and gradient at the plan's parameters.</param>
internal sealed class SearchLine(Plan plan, Func<double> evaluate)
{
    private readonly double[] _moved = new double[plan.ValueCount];

    /// <summary>The plan's parameters and buffers at length 0.</summary>
    public double[] Start { get; } = new double[plan.ValueCount];

    public double[] Direction { get; } = new double[plan.ParameterCount];

    /// <summary>Puts the plan's parameters at <paramref name="length"/> along the line.</summary>
    public void MoveTo(double length)
    {
        Start.CopyTo(_moved, 0);
        for (int i = 0; i < Direction.Length; i++)
        {
            _moved[i] = Start[i] + (length * Direction[i]);
        }

        plan.WriteParameters(_moved);
    }

    /// <summary>The loss at <paramref name="length"/> along the line.</summary>
    public double LossAt(double length, double[] gradient)
    {
        MoveTo(length);
        double loss = evaluate();
        plan.ReadGradient(gradient);
        return loss;
    }
}
