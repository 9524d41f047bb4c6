namespace MLPosh;

/// <summary>
/// Looks along a line for a length with enough less loss and a flat enough slope (the strong Wolfe conditions): first a
/// bracket around one, then smaller ones by cubic interpolation.
/// </summary>
/// <param name="count">Number of parameters.</param>
/// <remarks>
/// Source: torch.optim.LBFGS's strong_wolfe, https://pytorch.org/docs/stable/generated/torch.optim.LBFGS.html, after
/// Nocedal and Wright, Numerical Optimization, algorithms 3.5 and 3.6. Its constants are PyTorch's.
/// </remarks>
internal sealed class StrongWolfe(int count)
{
    private const double Decrease = 1e-4;
    private const double Flatness = 0.9;
    private const int MostTrials = 25;

    // A bracket in which no parameter moves by more than this is small enough.
    private const double LeastReach = 1e-9;

    private readonly Point[] _bracket = [new Point(count), new Point(count)];
    private Point _trial = new(count);
    private int _trials;

    /// <summary>Evaluations of the last search.</summary>
    public int Evaluations => _trials + 1;

    /// <summary>Where the last search ended.</summary>
    public Point Best => _bracket[Low];

    private int Low => _bracket[0].Loss <= _bracket[1].Loss ? 0 : 1;

    /// <summary>Searches; the result is <see cref="Best"/>.</summary>
    /// <param name="line">The line.</param>
    /// <param name="length">The first length to try.</param>
    /// <param name="loss">The loss at length 0.</param>
    /// <param name="gradient">The gradient there.</param>
    /// <param name="slope">The loss's derivative by the length there, below 0.</param>
    public void Search(SearchLine line, double length, double loss, double[] gradient, double slope)
    {
        _trials = 0;
        _bracket[0].Set(0, loss, gradient, slope);
        Evaluate(line, length);
        if (Bracket(line, loss, gradient, slope))
        {
            Zoom(line, loss, slope, LeastReach / FlatVector.LargestMagnitude(line.Direction));
        }
    }

    /// <summary>Goes on until two points have a good one between them.</summary>
    /// <returns>False when the second of them is good itself, or there are no trials left.</returns>
    private bool Bracket(SearchLine line, double loss, double[] gradient, double slope)
    {
        while (_trials < MostTrials)
        {
            var previous = _bracket[0];
            bool isTooHigh = _trial.Loss > loss + (Decrease * _trial.Length * slope)
                || (_trials > 1 && _trial.Loss >= previous.Loss);
            if (!isTooHigh && Math.Abs(_trial.Slope) <= -Flatness * slope)
            {
                Accept();
                return false;
            }

            if (isTooHigh || _trial.Slope >= 0)
            {
                Replace(1);
                return true;
            }

            double next = Interpolate(
                previous,
                _trial,
                _trial.Length + (0.01 * (_trial.Length - previous.Length)),
                _trial.Length * 10);
            Replace(0);
            Evaluate(line, next);
            _trials++;
        }

        Replace(1);
        _bracket[0].Set(0, loss, gradient, slope);
        return false;
    }

    private void Zoom(SearchLine line, double loss, double slope, double least)
    {
        bool isStuck = false;
        int low = Low;
        while (_trials < MostTrials)
        {
            double from = Math.Min(_bracket[0].Length, _bracket[1].Length);
            double to = Math.Max(_bracket[0].Length, _bracket[1].Length);
            if (to - from < least)
            {
                return;
            }

            double length = Interpolate(_bracket[0], _bracket[1], from, to);
            length = AwayFromEnds(length, from, to, ref isStuck);
            Evaluate(line, length);
            _trials++;
            int high = 1 - low;
            if (_trial.Loss > loss + (Decrease * length * slope) || _trial.Loss >= _bracket[low].Loss)
            {
                Replace(high);
                low = Low;
                continue;
            }

            bool isGood = Math.Abs(_trial.Slope) <= -Flatness * slope;
            if (!isGood && _trial.Slope * (_bracket[high].Length - _bracket[low].Length) >= 0)
            {
                (_bracket[high], _bracket[low]) = (_bracket[low], _bracket[high]);
            }

            Replace(low);
            if (isGood)
            {
                return;
            }
        }
    }

    /// <summary>A trial so near an end that the bracket would hardly shrink is moved, the second time that it happens.</summary>
    private static double AwayFromEnds(double length, double from, double to, ref bool isStuck)
    {
        double margin = 0.1 * (to - from);
        if (Math.Min(to - length, length - from) >= margin)
        {
            isStuck = false;
            return length;
        }

        if (!isStuck && length < to && length > from)
        {
            isStuck = true;
            return length;
        }

        isStuck = false;
        return Math.Abs(length - to) < Math.Abs(length - from) ? to - margin : from + margin;
    }

    /// <summary>Where the cubic through both points, with their slopes, is lowest, between two bounds.</summary>
    private static double Interpolate(Point one, Point other, double least, double most)
    {
        var (left, right) = one.Length <= other.Length ? (one, other) : (other, one);
        double mean = left.Slope + right.Slope - (3 * (left.Loss - right.Loss) / (left.Length - right.Length));
        double square = (mean * mean) - (left.Slope * right.Slope);
        if (!(square >= 0))
        {
            return (least + most) / 2;
        }

        double root = Math.Sqrt(square);
        double lowest = right.Length - ((right.Length - left.Length)
            * ((right.Slope + root - mean) / (right.Slope - left.Slope + (2 * root))));
        return Math.Min(Math.Max(lowest, least), most);
    }

    private void Evaluate(SearchLine line, double length)
    {
        _trial.Length = length;
        double loss = line.LossAt(length, _trial.Gradient);

        // So that it counts as too high, and the search goes back from where the loss is not a number.
        _trial.Loss = double.IsNaN(loss) ? double.PositiveInfinity : loss;
        _trial.Slope = FlatVector.Dot(_trial.Gradient, line.Direction);
    }

    /// <summary>Puts the trial at one end of the bracket; what was there becomes the next trial's room.</summary>
    private void Replace(int end) => (_bracket[end], _trial) = (_trial, _bracket[end]);

    private void Accept()
    {
        Replace(1);
        _bracket[0].Loss = double.PositiveInfinity;
    }

    /// <summary>A point on the line.</summary>
    public sealed class Point(int count)
    {
        public double Length { get; set; }

        public double Loss { get; set; }

        /// <summary>The loss's derivative by the length.</summary>
        public double Slope { get; set; }

        public double[] Gradient { get; } = new double[count];

        public void Set(double length, double loss, double[] gradient, double slope)
        {
            (Length, Loss, Slope) = (length, loss, slope);
            gradient.CopyTo(Gradient, 0);
        }
    }
}
