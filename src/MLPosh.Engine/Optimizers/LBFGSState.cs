using MLPosh.Devices;

namespace MLPosh;

/// <summary>The steps of LBFGS, in double precision whatever the device computes in.</summary>
internal sealed class LBFGSState : OptimizerState
{
    private readonly LBFGS _settings;
    private readonly Plan _plan;
    private readonly SearchLine _line;
    private readonly CurvatureHistory _history;
    private readonly StrongWolfe? _search;
    private readonly double[] _before;
    private readonly double[] _gradient;
    private readonly double[] _previousGradient;
    private bool _hasMoved;
    private double _length;

    public LBFGSState(LBFGS settings, Plan plan, Func<double> evaluate)
    {
        int count = plan.ParameterCount;
        _settings = settings;
        _plan = plan;
        _line = new SearchLine(plan, evaluate);
        _history = new CurvatureHistory(settings.HistorySize, count);
        _search = settings.LineSearch == LineSearch.StrongWolfe ? new StrongWolfe(count) : null;
        _before = new double[plan.ValueCount];
        _gradient = new double[count];
        _previousGradient = new double[count];
    }

    public override bool EvaluatesAgain => true;

    public override bool Step(double learningRate, double loss)
    {
        _plan.ReadParameters(_before);
        try
        {
            if (Minimize(learningRate, loss))
            {
                return true;
            }
        }
        catch (OperationCanceledException)
        {
            // A stop falls between steps.
            _plan.WriteParameters(_before);
            throw;
        }

        _plan.WriteParameters(_before);
        return false;
    }

    private bool Minimize(double learningRate, double loss)
    {
        _plan.ReadGradient(_gradient);
        int evaluations = 1;

        // Not "above": a gradient of NaN goes on, to a loss that tells.
        for (int move = 1; !(FlatVector.LargestMagnitude(_gradient) <= _settings.GradientTolerance); move++)
        {
            Turn(learningRate);
            double slope = FlatVector.Dot(_gradient, _line.Direction);
            if (slope > -_settings.ChangeTolerance)
            {
                return true;
            }

            double previous = loss;
            bool isLast = move == _settings.MaxIteration;
            _plan.ReadParameters(_line.Start);
            evaluations += Move(ref loss, slope, isLast);
            if (!double.IsFinite(loss))
            {
                return false;
            }

            if (isLast
                || evaluations >= _settings.MaxEvaluation
                || Math.Abs(_length) * FlatVector.LargestMagnitude(_line.Direction) <= _settings.ChangeTolerance
                || Math.Abs(loss - previous) < _settings.ChangeTolerance)
            {
                return true;
            }
        }

        return true;
    }

    /// <summary>The direction and the first length of the next move.</summary>
    private void Turn(double learningRate)
    {
        if (_hasMoved)
        {
            _history.Add(_line.Direction, _length, _previousGradient, _gradient);
        }

        _history.Direct(_gradient, _line.Direction);
        _gradient.CopyTo(_previousGradient, 0);

        // Before anything is known of the curvature, a long way along a steep slope would be too far.
        _length = _hasMoved ? learningRate : Math.Min(1, 1 / FlatVector.SumOfMagnitudes(_gradient)) * learningRate;
        _hasMoved = true;
    }

    /// <summary>Moves the plan's parameters along the line; loss and gradient become those of where they are then.</summary>
    /// <returns>How often it evaluated.</returns>
    private int Move(ref double loss, double slope, bool isLast)
    {
        if (_search is not null)
        {
            _search.Search(_line, _length, loss, _gradient, slope);
            _length = _search.Best.Length;
            loss = _search.Best.Loss;
            _search.Best.Gradient.CopyTo(_gradient, 0);
            _line.MoveTo(_length);
            return _search.Evaluations;
        }

        if (isLast)
        {
            // The next step begins with this evaluation.
            _line.MoveTo(_length);
            return 0;
        }

        loss = _line.LossAt(_length, _gradient);
        return 1;
    }
}
