using System.Runtime.CompilerServices;
using MLPosh.Devices.Cpu;

namespace MLPosh;

/// <summary>
/// Zᵀ (y - Z w) - penalty w from the data itself, not from the Gram matrix, which has squared the data's errors: what
/// iterative refinement corrects a solution by.
/// </summary>
internal sealed unsafe class LeastSquaresResidual<TLane>
    where TLane : struct, ILane<TLane, double>
{
    private const int MostSlots = 16;
    private const int SamplesPerSlot = 256;
    private readonly LeastSquaresProblem _problem;
    private readonly ParallelOptions _parallel;
    private readonly double[][] _sums;
    private readonly double[][] _rows;
    private double[] _weight = [];

    public LeastSquaresResidual(LeastSquaresProblem problem, ParallelOptions parallel)
    {
        _problem = problem;
        _parallel = parallel;

        // How many depends on the data only, so that sums have one order for any number of threads.
        int slots = Math.Clamp(problem.Samples / SamplesPerSlot, 1, MostSlots);
        _sums = [.. Enumerable.Range(0, slots).Select(_ => new double[problem.Outputs * problem.Features])];
        _rows = [.. Enumerable.Range(0, slots).Select(_ => new double[problem.Features])];
    }

    /// <summary>Computes it.</summary>
    /// <param name="weight">w of the scaled columns, [outputs, features].</param>
    /// <param name="result">Receives the same shape.</param>
    /// <exception cref="OperationCanceledException">The token said so.</exception>
    public void Compute(double[] weight, double[] result)
    {
        _weight = weight;
        Parallel.For(0, _sums.Length, _parallel, RunSlot);
        for (int i = 0; i < result.Length; i++)
        {
            double sum = -_problem.Penalty[i % _problem.Features] * weight[i];
            foreach (double[] slot in _sums)
            {
                sum += slot[i];
            }

            result[i] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunSlot(int slot)
    {
        int features = _problem.Features, outputs = _problem.Outputs;
        int first = (int)((long)_problem.Samples * slot / _sums.Length);
        int end = (int)((long)_problem.Samples * (slot + 1) / _sums.Length);
        double[] z = _rows[slot], centre = _problem.Columns.Centre, scale = _problem.Scale;
        _sums[slot].AsSpan().Clear();
        fixed (double* row = z, sums = _sums[slot], weight = _weight)
        {
            for (int s = first; s < end; s++)
            {
                _parallel.CancellationToken.ThrowIfCancellationRequested();
                var x = _problem.X.Span.Slice(s * features, features);
                for (int c = 0; c < z.Length; c++)
                {
                    z[c] = (x[c] - centre[c]) / scale[c];
                }

                for (int o = 0; o < outputs; o++)
                {
                    double target = _problem.Y.Span[(s * outputs) + o] - _problem.Targets.Centre[o];
                    double rest = target - RowProducts.Dot<TLane>(weight + ((long)o * features), row, features);
                    RowProducts.AddMultiple<TLane>(rest, row, sums + ((long)o * features), features);
                }
            }
        }
    }
}
