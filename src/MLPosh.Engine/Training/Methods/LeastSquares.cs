using MLPosh.Devices.Cpu;

namespace MLPosh;

/// <summary>The best weights of a linear model, or the column for which there are none.</summary>
/// <param name="Weight">[outputs, features]; empty where a column is dependent.</param>
/// <param name="Bias">[outputs]; empty without a bias, or where a column is dependent.</param>
/// <param name="DependentColumn">A column that is, up to rounding, a linear combination of the others; else null.</param>
internal sealed record LeastSquaresSolution(double[] Weight, double[] Bias, int? DependentColumn = null);

/// <summary>
/// Solves the normal equation (ZᵀZ + penalty) w = Zᵀ y by Cholesky in double precision, then refines: what the solution
/// leaves of the gradient, computed from the data, is solved for and added, until only rounding is left. So the result is
/// as good as QR's, at half the work.
/// </summary>
/// <remarks>Source: Björck, "Numerical Methods for Least Squares Problems", SIAM 1996, section 2.9.</remarks>
internal static unsafe class LeastSquares
{
    private const int MostRounds = 30;
    private const double Rounding = 4.0 / (1L << 52);
    private const double GoodEnough = 1e-10;

    /// <summary>Solves a problem.</summary>
    /// <param name="problem">The prepared data.</param>
    /// <param name="bias">Whether a bias is wanted.</param>
    /// <param name="threads">How many threads; null for all. The result is the same for any number.</param>
    /// <param name="token">Stops it.</param>
    /// <param name="vectorBits">Width of the registers; null for the widest.</param>
    /// <exception cref="OperationCanceledException">The token said so.</exception>
    public static LeastSquaresSolution Solve(
        LeastSquaresProblem problem, bool bias, int? threads, CancellationToken token, int? vectorBits = null)
    {
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = threads ?? Environment.ProcessorCount,
            CancellationToken = token,
        };
        return (vectorBits ?? CpuDevice.VectorBits) switch
        {
            512 => Solve<Lane512<double>>(problem, bias, parallel),
            256 => Solve<Lane256<double>>(problem, bias, parallel),
            _ => Solve<Lane128<double>>(problem, bias, parallel),
        };
    }

    private static LeastSquaresSolution Solve<TLane>(LeastSquaresProblem problem, bool bias, ParallelOptions parallel)
        where TLane : struct, ILane<TLane, double>
    {
        using var matrix = new SymmetricMatrix(problem.Features);
        GramMatrix<TLane>.AddTo(matrix, problem, parallel);
        for (int c = 0; c < problem.Features; c++)
        {
            *matrix.At(c, c) += problem.Penalty[c];
        }

        var factor = new CholeskyFactor<TLane>(matrix, parallel);
        if (factor.DependentColumn is { } column)
        {
            return new LeastSquaresSolution([], [], column);
        }

        var scaled = new double[problem.Outputs * problem.Features];
        if (!Refine(problem, factor, scaled, parallel))
        {
            return new LeastSquaresSolution([], [], factor.WeakestColumn);
        }

        var offsets = new double[bias ? problem.Outputs : 0];
        return new LeastSquaresSolution(problem.Unscale(scaled, offsets), offsets);
    }

    /// <summary>Adds corrections, the first from nothing, until they are down to rounding; false if they do not get there.</summary>
    private static bool Refine<TLane>(
        LeastSquaresProblem problem, CholeskyFactor<TLane> factor, double[] weight, ParallelOptions parallel)
        where TLane : struct, ILane<TLane, double>
    {
        var residual = new LeastSquaresResidual<TLane>(problem, parallel);
        var correction = new double[weight.Length];
        double before = double.PositiveInfinity;
        for (int round = 0; round < MostRounds; round++)
        {
            residual.Compute(weight, correction);
            fixed (double* c = correction)
            {
                for (int o = 0; o < problem.Outputs; o++)
                {
                    parallel.CancellationToken.ThrowIfCancellationRequested();
                    factor.Solve(c + ((long)o * problem.Features));
                }
            }

            double size = RelativeSize(problem, correction, weight);
            if (size > before / 2 || double.IsNaN(size))
            {
                return before <= GoodEnough; // the last one was the last that helped
            }

            for (int i = 0; i < weight.Length; i++)
            {
                weight[i] += correction[i];
            }

            if (size <= Rounding)
            {
                return true;
            }

            before = size;
        }

        return before <= GoodEnough;
    }

    /// <summary>The largest correction of an output as a part of its largest weight (or target: their scale is the same).</summary>
    private static double RelativeSize(LeastSquaresProblem problem, ReadOnlySpan<double> correction, ReadOnlySpan<double> weight)
    {
        double worst = 0;
        for (int o = 0; o < problem.Outputs; o++)
        {
            double most = 0, whole = problem.Targets.Largest[o];
            for (int c = 0; c < problem.Features; c++)
            {
                double change = correction[(o * problem.Features) + c];
                most = Math.Max(most, Math.Abs(change));
                whole = Math.Max(whole, Math.Abs(weight[(o * problem.Features) + c] + change));
            }

            worst = Math.Max(worst, most > 0 ? most / whole : most);
        }

        return worst;
    }
}
