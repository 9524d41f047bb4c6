using MLPosh.Devices;

namespace MLPosh;

/// <summary>How LBFGS finds the length of a move.</summary>
public enum LineSearch
{
    /// <summary>The learning rate is the length.</summary>
    None,

    /// <summary>A length that satisfies the strong Wolfe conditions.</summary>
    StrongWolfe,
}

/// <summary>
/// L-BFGS: moves along -H·g, where H, an estimate of the inverse second derivative, comes from the last moves and the
/// changes of the gradient along them. A step makes up to MaxIteration moves and evaluates the batch for each.
/// </summary>
/// <remarks>
/// Source: https://pytorch.org/docs/stable/generated/torch.optim.LBFGS.html. It takes 2 * HistorySize numbers in double
/// precision for each parameter of the network.
/// </remarks>
public sealed record LBFGS : Optimizer
{
    /// <param name="learningRate">Above 0.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    public LBFGS(double learningRate = 1)
        : base(learningRate)
    {
    }

    /// <inheritdoc/>
    public override string Name => nameof(LBFGS);

    /// <inheritdoc/>
    public override string Equation => "p -= lr·H·g, H from the last moves s and gradient changes y (two-loop recursion)";

    /// <summary>The most moves a step; at least 1.</summary>
    public int MaxIteration
    {
        get;
        init => field = Option.AtLeast(1, value, nameof(MaxIteration));
    }
    = 20;

    /// <summary>After how many evaluations a step makes no further move; at least 1, MaxIteration * 5 / 4 unless given.</summary>
    public int MaxEvaluation
    {
        get => field > 0 ? field : (int)Math.Min(MaxIteration * 5L / 4, int.MaxValue);
        init => field = Option.AtLeast(1, value, nameof(MaxEvaluation));
    }

    /// <summary>A step ends where no derivative is larger than this; 0 or above.</summary>
    public double GradientTolerance
    {
        get;
        init => field = Option.NotNegative(value, nameof(GradientTolerance));
    }
    = 1e-7;

    /// <summary>A step ends where loss or parameters change by less than this; 0 or above.</summary>
    public double ChangeTolerance
    {
        get;
        init => field = Option.NotNegative(value, nameof(ChangeTolerance));
    }
    = 1e-9;

    /// <summary>How many moves are remembered; at least 1.</summary>
    public int HistorySize
    {
        get;
        init => field = Option.AtLeast(1, value, nameof(HistorySize));
    }
    = 100;

    /// <summary>How the length of a move is found.</summary>
    public LineSearch LineSearch
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw Option.OutOfRange(nameof(LineSearch), value, string.Join(" or ", Enum.GetNames<LineSearch>()));
    }

    internal override OptimizerState Start(Plan plan, Func<double> evaluate) => new LBFGSState(this, plan, evaluate);
}
