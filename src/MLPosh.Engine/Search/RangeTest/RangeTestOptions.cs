namespace MLPosh;

/// <summary>The learning rates that a range test goes through.</summary>
public sealed record RangeTestOptions
{
    /// <summary>The first step's rate, above 0.</summary>
    public double Minimum
    {
        get;
        init => field = Option.Positive(value, nameof(Minimum));
    }
    = 1e-6;

    /// <summary>The last step's rate, above <see cref="Minimum"/>.</summary>
    public double Maximum
    {
        get;
        init => field = Option.Positive(value, nameof(Maximum));
    }
    = 10;

    /// <summary>How many steps, at least 1.</summary>
    public int Steps
    {
        get;
        init => field = Option.AtLeast(1, value, "Step");
    }
    = 100;
}
