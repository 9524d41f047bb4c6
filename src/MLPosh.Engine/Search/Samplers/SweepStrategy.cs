namespace MLPosh;

/// <summary>Which combinations of its parameters a sweep tries.</summary>
public enum SweepStrategy
{
    /// <summary>All of them, or as many as asked for, drawn without repetition.</summary>
    Grid,

    /// <summary>As many as asked for, each drawn by itself.</summary>
    Random,

    /// <summary>As many as asked for, spread evenly over all ranges by a Sobol sequence.</summary>
    Sobol,

    /// <summary>As Random (without a count: as Grid), and only the best go on to more epochs.</summary>
    Halving,
}
