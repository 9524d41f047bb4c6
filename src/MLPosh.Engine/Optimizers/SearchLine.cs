using MLPosh.Devices;

namespace MLPosh;

/// <summary>The loss along a direction from a point: what LBFGS and its line search look at.</summary>
/// <param name="plan">Its parameters are moved along the line.</param>
/// <param name="evaluate">Computes loss and gradient at the plan's parameters.</param>
/// <param name="count">Number of parameters.</param>
internal sealed class SearchLine(Plan plan, Func<double> evaluate, int count)
{
    private readonly double[] _moved = new double[count];

    public double[] Start { get; } = new double[count];

    public double[] Direction { get; } = new double[count];

    /// <summary>Puts the plan's parameters at <paramref name="length"/> along the line.</summary>
    public void MoveTo(double length)
    {
        for (int i = 0; i < _moved.Length; i++)
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
