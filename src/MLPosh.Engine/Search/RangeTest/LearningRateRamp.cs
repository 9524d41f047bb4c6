namespace MLPosh;

/// <summary>A learning rate that grows from step to step by the same factor, whatever the optimizer's is.</summary>
/// <param name="Minimum">The first step's rate.</param>
/// <param name="Maximum">The last step's rate.</param>
/// <param name="Steps">How many there are.</param>
internal sealed record LearningRateRamp(double Minimum, double Maximum, int Steps) : Schedule
{
    /// <inheritdoc/>
    public override string Name => "Ramp";

    /// <inheritdoc/>
    public override string Equation => "min·(max/min)^(step/(steps-1))";

    private protected override ScheduleState StartMain(double learningRate, int epochs, int batches) =>
        new FormulaState((_, step) => Rate(step));

    // By two powers, so that the last rate is Maximum to the bit, and a wide range does not overflow.
    private double Rate(long step)
    {
        double share = Steps == 1 ? 0 : (double)step / (Steps - 1);
        return Math.Pow(Minimum, 1 - share) * Math.Pow(Maximum, share);
    }
}
