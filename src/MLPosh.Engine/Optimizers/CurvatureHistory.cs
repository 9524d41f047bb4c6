namespace MLPosh;

/// <summary>
/// What LBFGS knows of the second derivative: the last moves s, and by how much the gradient changed along each, y.
/// </summary>
/// <param name="size">How many pairs are kept.</param>
/// <param name="count">Number of parameters.</param>
internal sealed class CurvatureHistory(int size, int count)
{
    // Below this a pair says nothing about the curvature.
    private const double LeastProduct = 1e-10;

    // A ring; everything is allocated now, so that no step allocates.
    private readonly double[][] _moves = Rows(size, count);
    private readonly double[][] _changes = Rows(size, count);
    private readonly double[] _inverseProducts = new double[size];
    private readonly double[] _weights = new double[size];
    private int _oldest;
    private int _pairs;
    private double _scale = 1;

    /// <summary>Remembers a move, unless the gradient did not grow along it.</summary>
    public void Add(double[] direction, double length, double[] gradientBefore, double[] gradientAfter)
    {
        double product = 0, square = 0;
        for (int i = 0; i < count; i++)
        {
            double change = gradientAfter[i] - gradientBefore[i];
            product += change * (direction[i] * length);
            square += change * change;
        }

        if (!(product > LeastProduct))
        {
            return;
        }

        int place = Place(_pairs);
        if (_pairs == size)
        {
            _oldest = (_oldest + 1) % size;
        }
        else
        {
            _pairs++;
        }

        for (int i = 0; i < count; i++)
        {
            _moves[place][i] = direction[i] * length;
            _changes[place][i] = gradientAfter[i] - gradientBefore[i];
        }

        _inverseProducts[place] = 1 / product;
        _scale = product / square;
    }

    /// <summary>The direction -H·g, by the two-loop recursion (Nocedal and Wright, Numerical Optimization, algorithm 7.4).</summary>
    public void Direct(double[] gradient, double[] direction)
    {
        for (int i = 0; i < count; i++)
        {
            direction[i] = -gradient[i];
        }

        for (int pair = _pairs - 1; pair >= 0; pair--)
        {
            int place = Place(pair);
            _weights[place] = FlatVector.Dot(_moves[place], direction) * _inverseProducts[place];
            FlatVector.AddScaled(direction, -_weights[place], _changes[place]);
        }

        for (int i = 0; i < count; i++)
        {
            direction[i] *= _scale;
        }

        for (int pair = 0; pair < _pairs; pair++)
        {
            int place = Place(pair);
            double weight = FlatVector.Dot(_changes[place], direction) * _inverseProducts[place];
            FlatVector.AddScaled(direction, _weights[place] - weight, _moves[place]);
        }
    }

    private static double[][] Rows(int rows, int length)
    {
        var table = new double[rows][];
        for (int row = 0; row < rows; row++)
        {
            table[row] = new double[length];
        }

        return table;
    }

    private int Place(int pair) => (_oldest + pair) % size;
}
