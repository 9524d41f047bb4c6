using MLPosh.Devices;

namespace MLPosh;

/// <summary>y = w (x - mean) / √(var + eps) + b for one feature.</summary>
/// <param name="Rows">Which rows belong to a feature.</param>
/// <param name="Momentum">How far the running numbers move.</param>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Weight">First of w; null for 1.</param>
/// <param name="Bias">First of b; null for 0.</param>
/// <param name="RunningMean">First of the running means, among the buffers.</param>
/// <param name="RunningVariance">First of the running variances.</param>
internal readonly record struct BatchNormForward(
    NormalizedRows Rows, double Momentum, double Epsilon, OptionalIndex Weight, OptionalIndex Bias, int RunningMean, int RunningVariance)
    : IBatchKernel
{
    public int Count => Rows.Count;

    public void Run<T, TView>(TView view, int row)
        where T : struct, IReal<T>
        where TView : struct, IBatchView<T>
    {
        var (mean, variance) = (view.Buffer(RunningMean + row), view.Buffer(RunningVariance + row));
        if (view.IsTraining)
        {
            (mean, variance) = Measure<T, TView>(view, row);
            double count = (double)view.SampleCount * Rows.Places;
            Keep(view, RunningMean + row, mean);
            Keep(view, RunningVariance + row, variance * T.Constant(count / (count - 1)));
        }

        var inverse = T.Constant(1) / T.Sqrt(variance + T.Constant(Epsilon));
        view.Set(2, row, 0, mean);
        view.Set(2, Count + row, 0, inverse);
        var weight = Weight.Index is { } w ? view.Parameter(w + row) : T.Constant(1);
        var bias = Bias.Index is { } b ? view.Parameter(b + row) : T.Constant(0);
        for (int place = 0; place < Rows.Places; place++)
        {
            int at = Rows.Row(row, place);
            for (int register = 0; register < view.Registers; register++)
            {
                view.Set(1, at, register, T.MultiplyAdd((view.Get(0, at, register) - mean) * inverse, weight, bias));
            }
        }
    }

    /// <summary>Mean and biased variance; summed by rows first, so that long sums lose less.</summary>
    private (T Mean, T Variance) Measure<T, TView>(TView view, int row)
        where T : struct, IReal<T>
        where TView : struct, IBatchView<T>
    {
        var count = T.Constant((double)view.SampleCount * Rows.Places);
        T sum = default;
        for (int place = 0; place < Rows.Places; place++)
        {
            T part = default;
            for (int register = 0; register < view.Registers; register++)
            {
                part += view.RealOnly(view.Get(0, Rows.Row(row, place), register), register);
            }

            sum += part;
        }

        var mean = view.Total(sum) / count;
        T squares = default;
        for (int place = 0; place < Rows.Places; place++)
        {
            T part = default;
            for (int register = 0; register < view.Registers; register++)
            {
                var distance = view.RealOnly(view.Get(0, Rows.Row(row, place), register) - mean, register);
                part = T.MultiplyAdd(distance, distance, part);
            }

            squares += part;
        }

        return (mean, view.Total(squares) / count);
    }

    /// <summary>Moves a running number; one of a batch that is not finite leaves it, as it leaves the parameters.</summary>
    private void Keep<T, TView>(TView view, int buffer, T value)
        where T : struct, IReal<T>
        where TView : struct, IBatchView<T>
    {
        var kept = view.Buffer(buffer);
        var moved = kept + ((value - kept) * T.Constant(Momentum));
        view.SetBuffer(buffer, T.IfPositive(T.Constant(float.MaxValue) - T.Abs(moved), moved, kept));
    }
}

/// <summary>
/// With n = (x - mean) / √(var + eps) and N numbers of a feature: dw = Σ dy n, db = Σ dy, and in training dx = w (dy -
/// db / N - n dw / N) / √(var + eps); outside it mean and variance are constants, and dx = w dy / √(var + eps).
/// </summary>
/// <param name="Rows">Which rows belong to a feature.</param>
/// <param name="Weight">First of w; null for 1.</param>
/// <param name="Bias">First of b; null for none.</param>
/// <param name="WantsInput">Whether dx is asked for.</param>
internal readonly record struct BatchNormBackward(NormalizedRows Rows, OptionalIndex Weight, OptionalIndex Bias, Flag WantsInput)
    : IBatchKernel
{
    public int Count => Rows.Count;

    public void Run<T, TView>(TView view, int row)
        where T : struct, IReal<T>
        where TView : struct, IBatchView<T>
    {
        var (mean, inverse) = (view.Get(2, row, 0), view.Get(2, Count + row, 0));
        var (byWeight, byBias) = ParameterSlopes(view, row, mean, inverse);
        if (Weight.Index is { } w && Bias.Index is { } b)
        {
            view.AddGradient(w + row, byWeight);
            view.AddGradient(b + row, byBias);
        }

        if (!WantsInput)
        {
            return;
        }

        var scale = Weight.Index is { } weight ? view.Parameter(weight + row) * inverse : inverse;
        var share = T.Constant(view.IsTraining ? 1.0 / ((double)view.SampleCount * Rows.Places) : 0);
        (byWeight, byBias) = (byWeight * share, byBias * share);
        for (int place = 0; place < Rows.Places; place++)
        {
            int at = Rows.Row(row, place);
            for (int register = 0; register < view.Registers; register++)
            {
                var value = (view.Get(0, at, register) - mean) * inverse;
                var slope = (view.Get(1, at, register) - byBias - (value * byWeight)) * scale;

                // The means reach the padding too, which must have no slope.
                view.Set(3, at, register, view.RealOnly(slope, register));
            }
        }
    }

    private (T ByWeight, T ByBias) ParameterSlopes<T, TView>(TView view, int row, T mean, T inverse)
        where T : struct, IReal<T>
        where TView : struct, IBatchView<T>
    {
        T byWeight = default, byBias = default;
        for (int place = 0; place < Rows.Places; place++)
        {
            T weightPart = default, biasPart = default;
            for (int register = 0; register < view.Registers; register++)
            {
                var slope = view.Get(1, Rows.Row(row, place), register);
                var value = (view.Get(0, Rows.Row(row, place), register) - mean) * inverse;
                weightPart = T.MultiplyAdd(slope, value, weightPart);
                biasPart += slope;
            }

            byWeight += weightPart;
            byBias += biasPart;
        }

        return (view.Total(byWeight), view.Total(byBias));
    }
}
