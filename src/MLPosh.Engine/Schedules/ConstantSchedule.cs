namespace MLPosh;

/// <summary>The optimizer's learning rate throughout; with a warm-up, after it.</summary>
public sealed record ConstantSchedule : Schedule
{
    /// <inheritdoc/>
    public override string Name => "Constant";

    /// <inheritdoc/>
    public override string Equation => "lr";

    private protected override ScheduleState StartMain(double learningRate, int epochs, int batches) =>
        new FormulaState((_, _) => learningRate);
}
